package io.tickwire.benchmarks;

import javax.management.JMException;
import javax.management.ObjectName;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What this JVM says of the times at which it stopped all its threads, from when it is asked on. HotSpot only. */
final class SafepointLog {
    private static final Pattern LINE = Pattern.compile(".*Safepoint \"([^\"]+)\".*\\bTotal: *(\\d+) ns.*");
    private static final Pattern COLLECTOR = Pattern.compile(".*(GC|Collect).*|(G1|Z|X|Shenandoah).*");

    private final Path file;

    /**
     * Begin.
     *
     * @param file new
     * @throws IOException if the JVM can't be asked to
     */
    SafepointLog(Path file) throws IOException {
        this.file = file;
        try {
            final Object answer = ManagementFactory.getPlatformMBeanServer().invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"), "vmLog",
                new Object[]{new String[]{"output=" + file, "what=safepoint=info"}},
                new String[]{String[].class.getName()});
            if (!Files.exists(file)) {
                throw new IOException("the JVM writes no log of its safepoints to " + file + ": " + answer);
            }
        } catch (final JMException e) {
            throw new IOException("this JVM can't be asked for a log of its safepoints; use one with HotSpot", e);
        }
    }

    /**
     * One time at which all threads stood still.
     *
     * @param operation why, as the JVM calls it
     * @param durationNs from the request to the end, ns
     */
    record Pause(String operation, long durationNs) {
        /** Whether it was for a garbage collection. */
        boolean isCollection() {
            return COLLECTOR.matcher(operation).matches();
        }
    }

    /** All since the beginning. */
    List<Pause> pauses() throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return pauses(lines);
        }
    }

    static List<Pause> pauses(Stream<String> lines) {
        return lines.map(LINE::matcher).filter(Matcher::matches)
            .map(match -> new Pause(match.group(1), Long.parseLong(match.group(2)))).toList();
    }
}
