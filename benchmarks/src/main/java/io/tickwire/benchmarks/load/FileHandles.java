package io.tickwire.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether this process, and those that it starts, may have as many open files as a benchmark needs. */
public final class FileHandles {
    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final String ROW = "Max open files";
    /** Jars, the journal, selectors and the like. */
    private static final int OTHERS = 300;

    private FileHandles() {
    }

    /**
     * Check before the first connection. The JVM has raised its limit as far as it may.
     *
     * @param connections how many one process will hold
     * @return what is wrong and what to do, or an empty text
     * @throws IOException if the system does not tell its limits
     */
    public static String problem(int connections) throws IOException {
        if (!Files.isReadable(LIMITS)) {
            return "";
        }
        final String row = Files.readAllLines(LIMITS).stream().filter(line -> line.startsWith(ROW)).findFirst()
            .orElse(ROW + " unlimited");
        final String limit = row.substring(ROW.length()).strip().split("\\s+")[0];
        final int needed = connections + OTHERS;
        if ("unlimited".equals(limit) || Long.parseLong(limit) >= needed) {
            return "";
        }
        return String.format("%,d connections need %,d file handles, and a process may have %,d here; raise that with "
            + "`ulimit -n %d` (beyond the hard limit as root), or ask for fewer connections", connections, needed,
            Long.parseLong(limit), needed);
    }
}
