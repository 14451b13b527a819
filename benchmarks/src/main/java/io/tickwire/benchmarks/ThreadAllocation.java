package io.tickwire.benchmarks;

import com.sun.management.ThreadMXBean;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** What each thread has allocated since this was made. Threads that began or ended meanwhile do not count. */
final class ThreadAllocation {
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Map<Long, Long> beforeBytes = new HashMap<>();

    ThreadAllocation() {
        final long[] ids = threads.getAllThreadIds();
        final long[] bytes = threads.getThreadAllocatedBytes(ids);
        for (int i = 0; i < ids.length; i++) {
            beforeBytes.put(ids[i], bytes[i]);
        }
    }

    /** Bytes by the thread's name, of those that have allocated; threads of one name together. */
    Map<String, Long> bytes() {
        final Map<String, Long> allocated = new TreeMap<>();
        final long[] ids = threads.getAllThreadIds();
        final long[] bytes = threads.getThreadAllocatedBytes(ids);
        final ThreadInfo[] infos = threads.getThreadInfo(ids);
        for (int i = 0; i < ids.length; i++) {
            final Long before = beforeBytes.get(ids[i]);
            if (infos[i] != null && before != null && bytes[i] > before) {
                allocated.merge(name(infos[i]), bytes[i] - before, Long::sum);
            }
        }
        return allocated;
    }

    /** Aeron puts the driver's directory, another one in each run, in front of its threads' names. */
    private static String name(ThreadInfo thread) {
        return thread.getThreadName().replaceFirst("^/\\S+ ", "aeron ");
    }
}
