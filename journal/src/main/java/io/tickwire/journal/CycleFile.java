package io.tickwire.journal;

import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * One Chronicle Queue file, mapped read-only, also while another thread or process appends to it. It is a chain of
 * documents: a 4-byte word (length, and what it is), then so many bytes, then padding to a multiple of 4. Owned by
 * one thread. Keeps no file handle: files are mapped in windows and closed at once.
 */
final class CycleFile implements AutoCloseable {
    static final String SUFFIX = ".cq4";
    static final int END_OF_FILE = 0xC000_0000;
    /** Longest document: an excerpt of the most slots, or one of Chronicle's index pages. */
    static final int LENGTH_LIMIT = 1 << 20;

    private static final byte EVENT_NAME = (byte) 0xB9;
    private static final String INDEX = "index";
    private static final String INDEX_OF_INDEX = "index2index";
    private static final int INCOMPLETE = 0x8000_0000;
    private static final int META_DATA = 0x4000_0000;
    private static final int LENGTH_MASK = 0x3FFF_FFFF;
    private static final int WINDOW_LENGTH = 64 << 20;
    private static final int WINDOW_OVERLAP = 2 * LENGTH_LIMIT;
    private static final long POSITION_OFFSET = 0x40;
    private static final long POSITION_LIMIT = 1L << 48;

    private final Path path;
    private final ExcerptHeader header = new ExcerptHeader();
    private MappedByteBuffer[] windows = new MappedByteBuffer[4];
    private UnsafeBuffer[] views = new UnsafeBuffer[4];

    CycleFile(Path path) {
        this.path = path;
    }

    static Path[] list(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            final List<Path> found = files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
            return found.toArray(new Path[0]);
        } catch (final IOException e) {
            throw new JournalException("can't list the journal directory " + directory + ": " + e.getMessage(), e);
        }
    }

    Path path() {
        return path;
    }

    /** The word at a position; 0 where nothing was written yet. */
    int word(long position) {
        final UnsafeBuffer view = view(position, Integer.BYTES);
        return view == null ? 0 : view.getIntVolatile(offset(position));
    }

    static boolean isIncomplete(int word) {
        return (word & INCOMPLETE) != 0 && word != END_OF_FILE;
    }

    static boolean isMetaData(int word) {
        return (word & (INCOMPLETE | META_DATA)) == META_DATA;
    }

    static long next(long position, int word) {
        return position + Integer.BYTES + ((word & LENGTH_MASK) + 3 & ~3);
    }

    /** The header of the excerpt at a position, or null if there is no whole excerpt with a valid header. */
    ExcerptHeader excerpt(long position) {
        final int word = word(position);
        if (word <= 0 || isMetaData(word) || word < ExcerptHeader.LENGTH || word > LENGTH_LIMIT) {
            return null;
        }
        final UnsafeBuffer view = view(position, Integer.BYTES + word);
        if (view == null) {
            return null;
        }
        header.wrap(view, offset(position) + Integer.BYTES);
        return header.isValid() && word == ExcerptHeader.LENGTH + header.count() * ExcerptHeader.LENGTH
            ? header : null;
    }

    /** The memory that holds the excerpt at a position, which {@link #excerpt} has found whole. */
    UnsafeBuffer slots(long position) {
        return views[(int) (position / WINDOW_LENGTH)];
    }

    /** Where in {@link #slots} the first slot starts. */
    int slotsOffset(long position) {
        return offset(position) + Integer.BYTES + ExcerptHeader.LENGTH;
    }

    /** Add the slots of the excerpt at a position to a checksum. */
    void updateCrc(CRC32C crc, long position, int count) {
        final int start = slotsOffset(position);
        final ByteBuffer window = windows[(int) (position / WINDOW_LENGTH)];
        crc.update(window.limit(start + count * ExcerptHeader.LENGTH).position(start));
    }

    /** Whether a writer has left something at or behind a position, within the length of one document. */
    boolean isWrittenBehind(long position) {
        for (int i = 0; i < LENGTH_LIMIT; i += Integer.BYTES) {
            if (word(position + i) != 0) {
                return true;
            }
        }
        return false;
    }

    long getLong(long position) {
        final UnsafeBuffer view = view(position, Long.BYTES);
        return view == null ? 0 : view.getLongVolatile(offset(position));
    }

    byte getByte(long position) {
        final UnsafeBuffer view = view(position, 1);
        return view == null ? 0 : view.getByteVolatile(offset(position));
    }

    /** Whether the file's own header is there and of the kind that this version of Chronicle Queue writes. */
    boolean isWhole() {
        final int word = word(0);
        return isMetaData(word) && (word & LENGTH_MASK) < LENGTH_LIMIT && getByte(5) == 6 && getByte(6) == 'h'
            && getByte(0x21) == 'P' && getByte(0x2F) == (byte) 0x8D;
    }

    /** Whether what looks like a document of Chronicle's is one: the file's header, or a page of its index. */
    boolean isOwn(long position) {
        if (position == 0) {
            return isWhole();
        }
        final long name = position + Integer.BYTES;
        return next(0, word(position)) <= LENGTH_LIMIT && getByte(name) == EVENT_NAME
            && (getByte(name + 1) == INDEX.length() && startsWith(name + 2, INDEX)
            || getByte(name + 1) == INDEX_OF_INDEX.length() && startsWith(name + 2, INDEX_OF_INDEX));
    }

    private boolean startsWith(long position, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (getByte(position + i) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Length of the file, most of which may be a hole. */
    long length() {
        try {
            return Files.size(path);
        } catch (final IOException e) {
            throw new JournalException("can't read the journal file " + path + ": " + e.getMessage(), e);
        }
    }

    /** Where Chronicle believes that the last document starts; 0 if there is none. It can lag by a few. */
    long writePosition() {
        return getLong(POSITION_OFFSET);
    }

    static long writePositionOffset() {
        return POSITION_OFFSET;
    }

    private static int offset(long position) {
        return (int) (position % WINDOW_LENGTH);
    }

    private UnsafeBuffer view(long position, int length) {
        // A position out of a damaged file can be anything.
        if (position < 0 || position > POSITION_LIMIT) {
            return null;
        }
        final int index = (int) (position / WINDOW_LENGTH);
        final int end = offset(position) + length;
        if (index < views.length && views[index] != null && end <= views[index].capacity()) {
            return views[index];
        }
        return map(index, end);
    }

    private UnsafeBuffer map(int index, int end) {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            final long start = (long) index * WINDOW_LENGTH;
            final long length = Math.min(channel.size() - start, WINDOW_LENGTH + WINDOW_OVERLAP);
            if (length < end) {
                return null;
            }
            if (index >= views.length) {
                views = Arrays.copyOf(views, index + 4);
                windows = Arrays.copyOf(windows, index + 4);
            }
            final MappedByteBuffer window = channel.map(FileChannel.MapMode.READ_ONLY, start, length);
            IoUtil.unmap(windows[index]);
            windows[index] = window;
            views[index] = new UnsafeBuffer(window);
            return views[index];
        } catch (final IOException e) {
            throw new JournalException("can't read the journal file " + path + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        for (int i = 0; i < windows.length; i++) {
            IoUtil.unmap(windows[i]);
            windows[i] = null;
            views[i] = null;
        }
    }
}
