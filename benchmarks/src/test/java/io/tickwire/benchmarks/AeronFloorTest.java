package io.tickwire.benchmarks;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

import static org.junit.jupiter.api.Assertions.assertEquals;

@Timeout(60)
final class AeronFloorTest {
    private static final int TICKS = 10_000;

    @Test
    void shouldBringEveryQuoteToEveryClient() throws IOException {
        try (AeronFloor floor = new AeronFloor(TickTape.inTurn(10), 2)) {
            final List<Long> timesNs = new ArrayList<>();
            floor.probe(timesNs::add);
            final long before = floor.receivedByAll();
            for (long i = 1; i <= TICKS; i++) {
                while (!floor.publishOne(i)) {
                    floor.poll();
                }
            }
            while (floor.receivedByAll() < before + TICKS) {
                floor.poll();
            }
            assertEquals(2 * TICKS, timesNs.size());
            assertEquals(LongStream.rangeClosed(1, TICKS).flatMap(i -> LongStream.of(i, i)).boxed().toList(),
                timesNs.stream().sorted().toList());
        }
    }
}
