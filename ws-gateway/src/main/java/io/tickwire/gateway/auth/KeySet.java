package io.tickwire.gateway.auth;

import java.security.Key;
import java.util.Map;

/**
 * The keys by which signatures are checked.
 *
 * @param byId by {@code kid}; empty if there is one key for every token
 * @param only the key for a token without {@code kid}; null if there are several
 */
record KeySet(Map<String, Key> byId, Key only) {
    /** One key for every token, whatever its {@code kid}. */
    static KeySet ofOne(Key key) {
        return new KeySet(Map.of(), key);
    }

    /** Several keys, each with its {@code kid}. */
    static KeySet of(Map<String, Key> byId) {
        return new KeySet(Map.copyOf(byId), byId.size() == 1 ? byId.values().iterator().next() : null);
    }

    /**
     * Choose a key.
     *
     * @param keyId the token's {@code kid}; null for none
     * @return the key
     * @throws BadToken if there is none of that name
     */
    Key key(String keyId) throws BadToken {
        if (byId.isEmpty() || keyId == null && only != null) {
            return only;
        }
        if (keyId == null) {
            throw new BadToken(BadToken.Reason.UNKNOWN_KEY,
                "the token's header has no kid, and the server has several keys; mint it with the kid of its key");
        }
        final Key key = byId.get(keyId);
        if (key == null) {
            throw new BadToken(BadToken.Reason.UNKNOWN_KEY, "the server has no key with the kid of the token; get a"
                + " token that is signed with a key the server knows");
        }
        return key;
    }
}
