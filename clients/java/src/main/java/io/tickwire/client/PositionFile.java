package io.tickwire.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A small text file that keeps a {@link SavedPosition} across runs. It is replaced as a whole: whoever reads it finds
 * the old or the new one, never a mixture. One writer at a time.
 *
 * <pre>
 *   tickwire-position 1
 *   epoch 18c2a6f3b1e0d4a7
 *   position 90211
 *   delivered 3
 *   subscription all BTC* IBM@Q
 *   end
 * </pre>
 */
public final class PositionFile {
    private static final String[] NAMES = {"epoch ", "position ", "delivered ", "subscription "};
    private static final String FIRST_LINE = "tickwire-position 1";
    private static final String LAST_LINE = "end";

    private final Path path;

    /**
     * A file that need not exist yet.
     *
     * @param path where it is
     */
    public PositionFile(Path path) {
        this.path = path;
    }

    /**
     * Read it.
     *
     * @return what was saved last; empty if there is no such file
     * @throws IOException if it can't be read, or is no position file; says what is wrong with it
     */
    public Optional<SavedPosition> read() throws IOException {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        final String[] lines = Files.readString(path, StandardCharsets.ISO_8859_1).split("\n", -1);
        if (lines.length != NAMES.length + 3 || !lines[0].equals(FIRST_LINE)
            || !lines[NAMES.length + 1].equals(LAST_LINE) || !lines[NAMES.length + 2].isEmpty()) {
            throw corrupt("it must have " + (NAMES.length + 2) + " lines, from '" + FIRST_LINE + "' to '" + LAST_LINE
                + "'", null);
        }
        final String[] values = new String[NAMES.length];
        for (int i = 0; i < values.length; i++) {
            if (!lines[i + 1].startsWith(NAMES[i])) {
                throw corrupt("line " + (i + 2) + " must start with '" + NAMES[i] + "'", null);
            }
            values[i] = lines[i + 1].substring(NAMES[i].length());
        }
        try {
            return Optional.of(new SavedPosition(new Position(values[0], Long.parseLong(values[1])),
                Long.parseLong(values[2]), values[3]));
        } catch (final IllegalArgumentException e) {
            throw corrupt(e.getMessage(), e);
        }
    }

    /**
     * Replace it, durably.
     *
     * @param saved what to keep
     * @throws IOException if it can't be written; the old content is still there then
     */
    public void write(SavedPosition saved) throws IOException {
        final String text = FIRST_LINE + '\n'
            + NAMES[0] + saved.position().epoch() + '\n'
            + NAMES[1] + saved.position().sequence() + '\n'
            + NAMES[2] + saved.delivered() + '\n'
            + NAMES[3] + saved.subscription() + '\n'
            + LAST_LINE + '\n';
        final Path temporary = path.resolveSibling(path.getFileName() + ".tmp");
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
            final ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private IOException corrupt(String what, Throwable cause) {
        return new IOException("'" + path + "' is no position file, or is damaged: " + what
            + "; delete it to start afresh", cause);
    }
}
