package io.tickwire.journal;

import com.sun.jna.Native;
import com.sun.jna.Platform;

/**
 * Brings pages of a mapped file into the page table of this process, ready to be written; the first write to a page
 * stops in the kernel otherwise, for some microseconds, though the file has the page already. Where another thread may
 * unmap the file at any time this must be a system call, to which an address that is not mapped is just an error:
 * madvise(2) with MADV_POPULATE_WRITE, since Linux 5.14. If something else is mapped there by then, its pages become
 * resident in vain. One thread.
 */
final class PagePopulator {
    private static final int POPULATE_WRITE = 23;
    /** The kernel does not know it. */
    private static final int INVALID = 22;
    private static final boolean IS_LINKED = isLinked();

    private boolean isKnown = IS_LINKED;

    private static boolean isLinked() {
        if (!Platform.isLinux() || !Platform.is64Bit()) {
            return false;
        }
        try {
            Native.register(PagePopulator.class, "c");
            return true;
        } catch (final LinkageError e) {
            return false;
        }
    }

    private static native int madvise(long address, long length, int advice);

    /**
     * Populate pages.
     *
     * @param address     of the first, a multiple of the page's length
     * @param lengthBytes a multiple of that too
     * @return whether all of them are in the page table now
     */
    boolean populate(long address, long lengthBytes) {
        if (!isKnown) {
            return false;
        }
        final boolean isDone = madvise(address, lengthBytes, POPULATE_WRITE) == 0;
        isKnown = isDone || Native.getLastError() != INVALID;
        return isDone;
    }
}
