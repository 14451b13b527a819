package io.tickwire.benchmarks.load;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.List;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.*;

@Timeout(20)
final class LiveHeapTest {
    private static final String TEXT = """
        4711:
         num     #instances         #bytes  class name (module)
        -------------------------------------------------------
           1:         32064        2100000  [B (java.base@17.0.15)
           2:             5            120  java.lang.Object (java.base@17.0.15)
           3:             1             16  io.tickwire.A$$Lambda$1/0x0000000800c03
        Total         32070        2100136
        """;

    @Test
    void shouldTellWhatEachClassHas() {
        final LiveHeap heap = LiveHeap.parse(TEXT);
        assertEquals(Map.of("[B", 2_100_000L, "java.lang.Object", 120L, "io.tickwire.A$$Lambda$1/0x0000000800c03", 16L),
            heap.bytesByClass());
        assertEquals(2_100_136, heap.totalBytes());
    }

    @Test
    void shouldTellWhatHasGrownMost() {
        final LiveHeap before = new LiveHeap(Map.of("[B", 2_099_990L, "gone", 7L));
        assertEquals(List.of(Map.entry("java.lang.Object", 120L),
            Map.entry("io.tickwire.A$$Lambda$1/0x0000000800c03", 16L)), LiveHeap.parse(TEXT).grownMost(before, 2));
    }
}
