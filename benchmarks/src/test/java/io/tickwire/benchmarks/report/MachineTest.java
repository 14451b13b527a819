package io.tickwire.benchmarks.report;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;

@Timeout(20)
final class MachineTest {
    @TempDir
    private Path root;

    private void write(String file, String text) throws IOException {
        Files.createDirectories(root.resolve(file).getParent());
        Files.writeString(root.resolve(file), text);
    }

    @Test
    void shouldTellWhatLinuxSays() throws IOException {
        write("proc/cpuinfo", "processor\t: 0\nmodel name\t: A Chip 9000\nflags\t: x\n");
        write("proc/meminfo", "MemTotal:       16777216 kB\nMemFree: 1 kB\n");
        write("proc/self/cgroup", "1:cpu:/old\n0::/bench\n");
        write("sys/fs/cgroup/bench/cpu.max", "150000 100000\n");
        write("sys/fs/cgroup/bench/memory.max", "2147483648\n");
        write("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "performance\n");

        final Map<String, String> machine = new Machine(root).describe();

        assertEquals("A Chip 9000", machine.get("cpu"));
        assertEquals("16.0 GiB", machine.get("memory"));
        assertEquals("at most 1.50 cores, 2.0 GiB", machine.get("container"));
        assertEquals("performance", machine.get("governor"));
    }

    @Test
    void shouldSayThatThereAreNoLimits() throws IOException {
        write("proc/self/cgroup", "0::/\n");
        write("sys/fs/cgroup/cpu.max", "max 100000\n");

        assertEquals("no limits", new Machine(root).describe().get("container"));
    }

    @Test
    void shouldSayWhatIsNotKnown() {
        final Map<String, String> machine = new Machine(root).describe();

        assertEquals("not known", machine.get("memory"));
        assertEquals("not known", machine.get("container"));
        assertEquals("not readable", machine.get("governor"));
        assertEquals(System.getProperty("os.arch"), machine.get("cpu"));
    }
}
