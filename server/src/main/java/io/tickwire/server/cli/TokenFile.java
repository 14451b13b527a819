package io.tickwire.server.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * A file with one token, read anew each time, so that another program may renew it. What it says never holds the token.
 * Any thread.
 */
final class TokenFile implements Supplier<String> {
    private static final int LIMIT_BYTES = 64 << 10;

    private final Path file;

    TokenFile(Path file) {
        this.file = file;
    }

    /**
     * Read it.
     *
     * @throws IllegalStateException if there is no token in it, saying what would be right
     */
    @Override
    public String get() {
        final byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LIMIT_BYTES);
        } catch (final IOException e) {
            throw new IllegalStateException("the token file can't be read: " + ErrorText.of(e), e);
        }
        final String token = new String(bytes, StandardCharsets.ISO_8859_1).strip();
        if (!isToken(token)) {
            throw new IllegalStateException("the token file '" + file + "' must hold one token (JWT) and nothing else, "
                + "as 'tickwire token mint' prints it; it holds " + bytes.length + " bytes of something else");
        }
        return token;
    }

    static boolean isToken(String text) {
        return text.matches("[A-Za-z0-9._-]+");
    }
}
