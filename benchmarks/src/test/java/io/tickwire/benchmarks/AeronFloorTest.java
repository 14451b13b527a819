package io.tickwire.benchmarks;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(60)
final class AeronFloorTest {
    private static final int TICKS = 10_000;
    private static final long DEADLINE_NS = TimeUnit.SECONDS.toNanos(30);

    @Test
    void shouldBringEveryQuoteToEveryClient() throws IOException {
        try (AeronFloor floor = new AeronFloor(TickTape.inTurn(10), 2)) {
            final List<Long> timesNs = new ArrayList<>();
            floor.probe(timesNs::add);
            final long before = floor.receivedByAll();
            for (long i = 1; i <= TICKS; i++) {
                final long timeNs = i;
                pollUntil(floor, "tick " + i + " taken", () -> floor.publishOne(timeNs));
            }
            pollUntil(floor, "all received", () -> floor.receivedByAll() >= before + TICKS);
            assertEquals(2 * TICKS, timesNs.size());
            assertEquals(LongStream.rangeClosed(1, TICKS).flatMap(i -> LongStream.of(i, i)).boxed().toList(),
                timesNs.stream().sorted().toList());
        }
    }

    private static void pollUntil(AeronFloor floor, String what, BooleanSupplier condition) {
        final long startNs = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - startNs < DEADLINE_NS, () -> "did not happen in time: " + what);
            floor.poll();
        }
    }
}
