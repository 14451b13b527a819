package io.tickwire.gateway.auth;

import org.agrona.ErrorHandler;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file as it was when it was last good. One thread. */
final class WatchedFile<T> {
    /** Largest file, in bytes: the thread that reads it has connections to serve. */
    static final int LIMIT_BYTES = 4 << 20;

    private final String name;
    private final Path path;
    private final Parser<T> parser;
    private final Opener opener;
    private FileStamp stamp;
    private boolean isUnread;
    private T content;

    /** How a file is opened. */
    interface Opener {
        InputStream open(Path path) throws IOException;
    }

    /** What makes a value of a file. */
    interface Parser<T> {
        /**
         * Read it.
         *
         * @param bytes all of the file
         * @return the value
         * @throws BadContent reads on after the file's name
         */
        T parse(byte[] bytes) throws BadContent;
    }

    /**
     * Read a file.
     *
     * @param name   of the setting that names the file
     * @param path   where it is
     * @param parser makes the value
     * @throws BadAuthFile if it can't be used
     */
    WatchedFile(String name, Path path, Parser<T> parser) {
        this(name, path, parser, Files::newInputStream);
    }

    WatchedFile(String name, Path path, Parser<T> parser, Opener opener) {
        this.name = name;
        this.path = path;
        this.parser = parser;
        this.opener = opener;
        // Before reading, so that a change while it is read is seen at the next look.
        this.stamp = FileStamp.of(path);
        this.content = read(name, path, parser, opener);
    }

    /** The last good content. */
    T content() {
        return content;
    }

    /**
     * Read the file again if it has changed. If it can't be used, that is told once and the old content stays; if it
     * could not even be read, as when its permissions are wrong or handles have run out, it is tried each time.
     *
     * @param errors is told
     * @return whether there is new content
     */
    boolean refresh(ErrorHandler errors) {
        final FileStamp now = FileStamp.of(path);
        final boolean isSame = now.equals(stamp);
        if (isSame && !isUnread) {
            return false;
        }
        stamp = now;
        try {
            content = read(name, path, parser, opener);
            isUnread = false;
            return true;
        } catch (final BadAuthFile e) {
            if (!isSame || !e.isWorthAnotherTry()) {
                errors.onError(new BadAuthFile(e.getMessage() + " (what it had before goes on)", e));
            }
            isUnread = e.isWorthAnotherTry();
            return false;
        }
    }

    /**
     * Read a file once.
     *
     * @param name   what it is
     * @param path   where it is
     * @param parser makes the value
     * @return the value
     * @throws BadAuthFile if it can't be used
     */
    static <T> T read(String name, Path path, Parser<T> parser) {
        return read(name, path, parser, Files::newInputStream);
    }

    private static <T> T read(String name, Path path, Parser<T> parser, Opener opener) {
        if (!Files.isRegularFile(path)) {
            throw new BadAuthFile(name, path, Files.exists(path) ? "is not a file; name one" : "there is no such file");
        }
        try (InputStream in = opener.open(path)) {
            final byte[] bytes = in.readNBytes(LIMIT_BYTES + 1);
            if (bytes.length > LIMIT_BYTES) {
                throw new BadContent("is larger than " + (LIMIT_BYTES >> 20) + " MiB");
            }
            return parser.parse(bytes);
        } catch (final BadContent e) {
            throw new BadAuthFile(name, path, e.getMessage());
        } catch (final IOException e) {
            throw new BadAuthFile(name, path, e);
        }
    }
}
