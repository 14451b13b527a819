package io.tickwire.gateway.auth;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A PEM block.
 *
 * @param label what it says it is, for example {@code PUBLIC KEY}
 * @param der   its content
 */
record PemText(String label, byte[] der) {
    private static final Pattern BEGIN = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----");

    /**
     * Read the one block of a file.
     *
     * @param bytes all of the file
     * @return the block
     * @throws BadContent if there is none, more than one, or a broken one
     */
    static PemText of(byte[] bytes) throws BadContent {
        final String text = new String(bytes, StandardCharsets.ISO_8859_1);
        final Matcher begin = BEGIN.matcher(text);
        if (!begin.find()) {
            throw new BadContent("is not PEM; it must have a line -----BEGIN ... KEY-----");
        }
        final String label = begin.group(1);
        final int from = begin.end();
        final int to = text.indexOf("-----END " + label + "-----", from);
        if (to < 0) {
            throw new BadContent("has no line -----END " + label + "-----; it seems to be cut off");
        }
        if (begin.find(to)) {
            throw new BadContent("has more than one PEM block; leave one, or use a JWKS file (.json) for several keys");
        }
        try {
            return new PemText(label, Base64.getMimeDecoder().decode(text.substring(from, to)));
        } catch (final IllegalArgumentException e) {
            throw new BadContent("has a PEM block that is not base64; write the file anew");
        }
    }
}
