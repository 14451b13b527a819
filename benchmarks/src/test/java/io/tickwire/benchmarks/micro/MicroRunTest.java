package io.tickwire.benchmarks.micro;

import io.tickwire.fanout.DeliveryMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(60)
final class MicroRunTest {
    @Test
    void shouldHaveTheHarnessOfEveryBenchmark() throws IOException {
        try (InputStream list = MicroRun.class.getResourceAsStream("/META-INF/BenchmarkList")) {
            final String text = new String(list.readAllBytes(), StandardCharsets.UTF_8);
            MicroRun.CLASSES.forEach(type -> MicroRun.benchmarks(type).forEach(method ->
                assertTrue(text.contains(type.getName()) && text.contains(method.getName()), method::toString)));
        }
    }

    @Test
    void shouldSendAFrameOfOneTickEachStep() throws IOException {
        try (FanoutLoad load = new FanoutLoad(DeliveryMode.ALL)) {
            final long before = load.bytes();
            load.publish(1);
            load.stepOnce();
            final long one = load.bytes() - before;
            load.publish(100);
            load.stepOnce();
            final long hundred = load.bytes() - before - one;

            assertTrue(one > 30 && one <= 72, () -> "bytes of a frame with one quote: " + one);
            assertEquals(one / 2.0 * 100, hundred, 1_500, "bytes of a frame with a hundred");
        }
    }

    @Test
    void shouldSendAllInstrumentsInEachConflationPass() throws IOException {
        try (FanoutLoad load = new FanoutLoad(DeliveryMode.CONFLATED)) {
            load.publish(100);
            load.stepOnce();
            final long before = load.bytes();
            load.publish(300);
            load.stepOnce();
            final long bytes = load.bytes() - before;

            assertTrue(bytes > 3_000 && bytes < 5_000, () -> "bytes of a frame with a hundred quotes: " + bytes);
        }
    }
}
