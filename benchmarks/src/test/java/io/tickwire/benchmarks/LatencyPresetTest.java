package io.tickwire.benchmarks;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.nio.file.Path;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(20)
final class LatencyPresetTest {
    private static final Path FILE = Path.of("..", "config", "low-latency.conf");

    @Test
    void shouldTakeTheFileAsItIsWhereThereAreCoresEnough() {
        final List<LatencyPreset> presets = LatencyPreset.lowLatency(FILE, 8);
        assertEquals(List.of("low-latency"), presets.stream().map(LatencyPreset::name).toList());
        final List<String> settings = presets.get(0).settings();
        assertTrue(settings.containsAll(List.of("threading.mode=dedicated", "threading.idle=spin", "fanout.threads=2")),
            settings::toString);
        assertTrue(settings.stream().anyMatch(setting -> setting.startsWith("threading.cores=")), settings::toString);
    }

    @Test
    void shouldPinNothingAndTryBothWaysWhereCoresAreFew() {
        for (final LatencyPreset preset : LatencyPreset.lowLatency(FILE, 2)) {
            assertFalse(preset.settings().stream().anyMatch(setting -> setting.startsWith("threading.cores")),
                preset::toString);
            assertTrue(preset.settings().contains("threading.idle=spin"), preset::toString);
            assertTrue(preset.remark().contains("2 cores"), preset::remark);
            final String last = preset.settings().stream().filter(setting -> setting.startsWith("threading.mode="))
                .reduce((a, b) -> b).orElseThrow();
            assertEquals(preset.name().contains("shared") ? "threading.mode=shared" : "threading.mode=dedicated", last);
        }
        assertEquals(2, LatencyPreset.lowLatency(FILE, 2).size());
    }
}
