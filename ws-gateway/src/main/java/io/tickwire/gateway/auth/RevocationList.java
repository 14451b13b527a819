package io.tickwire.gateway.auth;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The revocation file.
 *
 * @param tokenIds {@code jti} of tokens that are refused
 * @param subjects {@code sub} all of whose tokens are refused
 */
record RevocationList(Set<String> tokenIds, Set<String> subjects) {
    /** Nothing is revoked. */
    static final RevocationList NONE = new RevocationList(Set.of(), Set.of());

    private static final Pattern LINE = Pattern.compile("(jti|sub)\\s+(\\S.*)");
    private static final Pattern COMMENT = Pattern.compile("(^|\\s)#.*", Pattern.DOTALL);

    /**
     * Read the file: {@code jti VALUE} or {@code sub VALUE} in each line; # at a line's begin or after white space
     * begins a comment.
     *
     * @param bytes all of it
     * @return the list
     * @throws BadContent naming the line that is wrong
     */
    static RevocationList parse(byte[] bytes) throws BadContent {
        final Set<String> tokenIds = new HashSet<>();
        final Set<String> subjects = new HashSet<>();
        final List<String> lines = text(bytes).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            final String line = COMMENT.matcher(lines.get(i)).replaceFirst("").strip();
            if (line.isEmpty()) {
                continue;
            }
            final Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                throw new BadContent("line " + (i + 1) + " must be jti VALUE or sub VALUE");
            }
            (matcher.group(1).equals("jti") ? tokenIds : subjects).add(matcher.group(2));
        }
        return new RevocationList(Set.copyOf(tokenIds), Set.copyOf(subjects));
    }

    /** Whether a token is refused; its id may be null. */
    boolean isRevoked(String tokenId, String subject) {
        return subjects.contains(subject) || tokenId != null && tokenIds.contains(tokenId);
    }

    private static String text(byte[] bytes) throws BadContent {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (final CharacterCodingException e) {
            throw new BadContent("is not text in UTF-8");
        }
    }
}
