package io.tickwire.benchmarks.report;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What the figures are measured on. */
final class Machine {
    private static final String NOT_KNOWN = "not known";
    private static final double BYTES_PER_GIB = 1 << 30;
    private static final double KIB_PER_GIB = 1 << 20;

    private final Path root;

    /** {@code root} is {@code /}, or a directory that looks like it. */
    Machine(Path root) {
        this.root = root;
    }

    /** Each property by its name, in the order in which they are told. */
    Map<String, String> describe() {
        final Map<String, String> properties = new LinkedHashMap<>();
        properties.put("tickwire", new SourceVersion().text());
        properties.put("cpu", cpu());
        properties.put("cores", String.valueOf(Runtime.getRuntime().availableProcessors()));
        properties.put("governor", governor());
        properties.put("memory", memory());
        properties.put("container", container());
        properties.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
            + System.getProperty("os.arch"));
        properties.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
        properties.put("flags", String.join(" ", ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(flag -> flag.startsWith("-X") || flag.startsWith("-Dagrona")).toList()));
        return properties;
    }

    /** The load average of the last minute. */
    static String load() {
        final double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return load < 0 ? NOT_KNOWN : String.format(Locale.ROOT, "%.2f", load);
    }

    private String cpu() {
        return valueOf("proc/cpuinfo", "model name").orElse(System.getProperty("os.arch"));
    }

    private String memory() {
        return valueOf("proc/meminfo", "MemTotal").map(text -> text.split(" ")[0]).map(kib ->
            String.format(Locale.ROOT, "%.1f GiB", Long.parseLong(kib) / KIB_PER_GIB)).orElse(NOT_KNOWN);
    }

    /** That of each core, if they are not all the same. */
    private String governor() {
        final Set<String> governors = new TreeSet<>();
        for (int core = 0; core < Runtime.getRuntime().availableProcessors(); core++) {
            read("sys/devices/system/cpu/cpu" + core + "/cpufreq/scaling_governor").ifPresent(governors::add);
        }
        return governors.isEmpty() ? "not readable" : String.join(", ", governors);
    }

    /** Limits of the control group (version 2) that this process is in. */
    private String container() {
        final Optional<String> groups = read("proc/self/cgroup");
        if (groups.isEmpty()) {
            return NOT_KNOWN;
        }
        final String group = "sys/fs/cgroup" + groups.get().lines().filter(line -> line.startsWith("0::/"))
            .map(line -> line.substring(3)).findFirst().orElse("/");
        final List<String> limits = new ArrayList<>();
        read(group + "/cpu.max").map(text -> text.split(" "))
            .filter(parts -> parts.length == 2 && !"max".equals(parts[0]))
            .map(parts -> Double.parseDouble(parts[0]) / Double.parseDouble(parts[1]))
            .ifPresent(cores -> limits.add(String.format(Locale.ROOT, "%.2f cores", cores)));
        read(group + "/memory.max").filter(text -> !"max".equals(text)).map(Double::parseDouble)
            .ifPresent(bytes -> limits.add(String.format(Locale.ROOT, "%.1f GiB", bytes / BYTES_PER_GIB)));
        return limits.isEmpty() ? "no limits" : "at most " + String.join(", ", limits);
    }

    private Optional<String> valueOf(String file, String key) {
        return read(file).flatMap(text -> text.lines().filter(line -> line.startsWith(key))
            .map(line -> line.substring(line.indexOf(':') + 1).strip()).findFirst());
    }

    private Optional<String> read(String file) {
        try {
            return Optional.of(Files.readString(root.resolve(file)).strip());
        } catch (final IOException e) {
            // Not Linux, or not for us to read.
            return Optional.empty();
        }
    }
}
