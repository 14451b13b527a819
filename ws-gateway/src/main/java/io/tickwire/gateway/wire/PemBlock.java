package io.tickwire.gateway.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One block of a PEM file.
 *
 * @param type        what stands behind BEGIN, for example CERTIFICATE
 * @param der         its bytes; empty if it is encrypted
 * @param isEncrypted whether its bytes are encrypted
 */
record PemBlock(String type, byte[] der, boolean isEncrypted) {
    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----",
        Pattern.DOTALL);
    private static final String OLD_ENCRYPTION = "Proc-Type: 4,ENCRYPTED";
    private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");

    /** All blocks of a file, in their order; what is around them is left out. */
    static List<PemBlock> parse(String name, byte[] file) throws BadTlsFile {
        final List<PemBlock> blocks = new ArrayList<>();
        final Matcher matcher = BLOCK.matcher(new String(file, StandardCharsets.ISO_8859_1));
        while (matcher.find()) {
            final String type = matcher.group(1);
            final String body = matcher.group(2);
            final boolean isEncrypted = body.contains(OLD_ENCRYPTION) || type.startsWith("ENCRYPTED ");
            blocks.add(new PemBlock(type, isEncrypted ? new byte[0] : decode(name, type, body), isEncrypted));
        }
        return blocks;
    }

    private static byte[] decode(String name, String type, String body) throws BadTlsFile {
        try {
            return Base64.getDecoder().decode(WHITE_SPACE.matcher(body).replaceAll(""));
        } catch (final IllegalArgumentException e) {
            throw new BadTlsFile(name + ": what is between BEGIN " + type + " and END " + type
                + " is not Base64; copy the file again", e);
        }
    }
}
