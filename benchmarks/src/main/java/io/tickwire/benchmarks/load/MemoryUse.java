package io.tickwire.benchmarks.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The memory of a JVM that touched its whole heap at start, so that what its resident memory grows by is outside the
 * heap.
 *
 * @param residentBytes  memory that it has; mapped files count
 * @param anonymousBytes of that, what is no file: the heap, the JVM's own, direct buffers
 * @param committedBytes what the JVM has taken beside the heap, as it counts itself; 0 if it does not count
 * @param heap           what lives after a collection
 */
public record MemoryUse(long residentBytes, long anonymousBytes, long committedBytes, LiveHeap heap) {
    private static final Pattern RESIDENT = Pattern.compile("(?m)^Rss: +(\\d+) kB");
    private static final Pattern ANONYMOUS = Pattern.compile("(?m)^Anonymous: +(\\d+) kB");
    private static final Pattern COMMITTED = Pattern.compile("(?m)^Total: reserved=\\d+KB, committed=(\\d+)KB");
    private static final Pattern HEAP = Pattern.compile("(?m)^-\\s+Java Heap \\(reserved=\\d+KB, committed=(\\d+)KB");
    private static final long KIB = 1_024;

    /**
     * Look at a JVM; makes it collect.
     *
     * @param pid of this user
     * @return what it has
     * @throws IOException if the system or the JVM does not tell
     */
    static MemoryUse of(long pid) throws IOException {
        final LiveHeap heap = LiveHeap.parse(jcmd(pid, "GC.class_histogram"));
        final String counted = jcmd(pid, "VM.native_memory", "summary", "scale=KB");
        final String mapped = Files.readString(Path.of("/proc/" + pid + "/smaps_rollup"));
        return new MemoryUse(bytes(RESIDENT, mapped), bytes(ANONYMOUS, mapped),
            bytes(COMMITTED, counted) - bytes(HEAP, counted), heap);
    }

    private static long bytes(Pattern pattern, String text) {
        final Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Long.parseLong(matcher.group(1)) * KIB : 0;
    }

    private static String jcmd(long pid, String... command) throws IOException {
        final Path jcmd = JvmCommand.tool("jcmd");
        if (!Files.isExecutable(jcmd)) {
            throw new IOException(jcmd.getParent() + " has no jcmd, which tells a server's memory; run the benchmark"
                + " with a JDK (JAVA_HOME)");
        }
        final String[] line = new String[command.length + 2];
        line[0] = jcmd.toString();
        line[1] = Long.toString(pid);
        System.arraycopy(command, 0, line, 2, command.length);
        final Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
