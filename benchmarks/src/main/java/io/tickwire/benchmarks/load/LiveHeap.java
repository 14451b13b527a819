package io.tickwire.benchmarks.load;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What lives in a JVM's heap after a collection.
 *
 * @param bytesByClass bytes of the instances of each class
 */
public record LiveHeap(Map<String, Long> bytesByClass) {
    private static final Pattern ROW = Pattern.compile("(?m)^ *\\d+: +\\d+ +(\\d+) +(\\S+)");

    /** From the output of {@code jcmd PID GC.class_histogram}. */
    static LiveHeap parse(String text) {
        final Map<String, Long> bytes = new LinkedHashMap<>();
        final Matcher rows = ROW.matcher(text);
        while (rows.find()) {
            bytes.merge(rows.group(2), Long.parseLong(rows.group(1)), Long::sum);
        }
        return new LiveHeap(bytes);
    }

    /**
     * All of it.
     *
     * @return bytes
     */
    public long totalBytes() {
        return bytesByClass.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * What has grown most.
     *
     * @param before an earlier state
     * @param count  how many classes
     * @return class names and the bytes that they have more, the most first
     */
    public List<Map.Entry<String, Long>> grownMost(LiveHeap before, int count) {
        return bytesByClass.entrySet().stream()
            .map(now -> Map.entry(now.getKey(), now.getValue() - before.bytesByClass.getOrDefault(now.getKey(), 0L)))
            .sorted(Map.Entry.<String, Long>comparingByValue().reversed()).limit(count).toList();
    }
}
