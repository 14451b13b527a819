package io.tickwire.benchmarks;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(120)
final class ChildJvmTest {
    /** Ends with what its argument says. */
    static final class Ending {
        private Ending() {
        }

        /** Exits. */
        public static void main(String[] arguments) {
            System.exit(Integer.parseInt(arguments[0]));
        }
    }

    @Test
    void shouldTellTheExitCode() throws IOException {
        assertEquals(3, new ChildJvm(Ending.class).run(List.of("3")));
    }

    @Test
    void shouldHaveTheFlagsOfThisJvm() {
        final List<String> command = new ChildJvm(Ending.class).command(List.of("a", "b"));

        assertTrue(command.containsAll(ManagementFactory.getRuntimeMXBean().getInputArguments()), command::toString);
        assertEquals(List.of(Ending.class.getName(), "a", "b"), command.subList(command.size() - 3, command.size()));
    }
}
