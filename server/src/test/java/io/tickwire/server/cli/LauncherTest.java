package io.tickwire.server.cli;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

/** The launcher and the build give the JVM the same view of the JDK. The working directory is the module's. */
@Timeout(20)
final class LauncherTest {
    private static final Pattern OPTION = Pattern.compile("--(?:add-opens|add-exports|enable-native-access"
        + "|sun-misc-unsafe-memory-access)=[^\\s<)]+");

    @Test
    void shouldPassTheSameOptionsAsTheBuild() throws IOException {
        final List<String> launcher = options(Path.of("../tickwire"));
        assertFalse(launcher.isEmpty());
        assertEquals(options(Path.of("../pom.xml")), launcher);
    }

    private static List<String> options(Path file) throws IOException {
        return OPTION.matcher(Files.readString(file)).results().map(result -> result.group()).sorted().toList();
    }
}
