package io.tickwire.gateway.deflate;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Deflater;

/** Compresses as a client does. */
public final class Deflated {
    private static final int TAIL_BYTES = 4;

    private Deflated() {
    }

    /** As RFC 7692 section 7.2.1 has it. */
    public static byte[] of(int level, byte[] plain) {
        final byte[] whole = deflate(level, plain, Deflater.SYNC_FLUSH);
        return Arrays.copyOf(whole, whole.length - TAIL_BYTES);
    }

    public static byte[] of(String plain) {
        return of(Deflater.BEST_COMPRESSION, plain.getBytes(StandardCharsets.UTF_8));
    }

    /** In final blocks, without the byte that should follow. */
    static byte[] finished(int level, byte[] plain) {
        return deflate(level, plain, Deflater.NO_FLUSH);
    }

    private static byte[] deflate(int level, byte[] plain, int flush) {
        final Deflater deflater = new Deflater(level, true);
        deflater.setInput(plain);
        if (flush == Deflater.NO_FLUSH) {
            deflater.finish();
        }
        final byte[] part = new byte[4_096];
        final ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int count = deflater.deflate(part, 0, part.length, flush); count > 0;
             count = deflater.deflate(part, 0, part.length, flush)) {
            all.write(part, 0, count);
        }
        deflater.end();
        return all.toByteArray();
    }
}
