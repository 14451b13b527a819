package io.tickwire.benchmarks.report;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What the figures were measured on. */
final class Machine {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    private Machine() {
    }

    static List<String> describe() throws IOException {
        final List<String> lines = new ArrayList<>();
        lines.add("time     " + Instant.now());
        lines.add("cpu      " + cpu() + ", " + Runtime.getRuntime().availableProcessors() + " cores");
        lines.add("system   " + System.getProperty("os.name") + " " + System.getProperty("os.version"));
        lines.add("java     " + System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
        lines.add("flags    " + String.join(" ", ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(flag -> flag.startsWith("-X")).toList()));
        lines.add("load     " + ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        return lines;
    }

    private static String cpu() throws IOException {
        if (!Files.isReadable(CPU_INFO)) {
            return System.getProperty("os.arch");
        }
        return Files.readAllLines(CPU_INFO).stream().filter(line -> line.startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 2)).findFirst().orElse(System.getProperty("os.arch"));
    }
}
