package io.tickwire.gateway.auth;

import io.tickwire.config.AuthConfig;
import io.tickwire.config.TokenAlgorithm;
import io.tickwire.gateway.auth.BadToken.Reason;
import org.agrona.ErrorHandler;
import org.jose4j.jwa.AlgorithmFactoryFactory;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Checks tokens, and says later how it stands with them. Time is given, never read. One thread: the gateway's reader.
 */
public final class Authenticator {
    /** Longest token, in bytes. */
    public static final int TOKEN_LIMIT_BYTES = 8 << 10;

    /** Looking at the files costs a few system calls, so not every call of reload does. */
    private static final long LOOK_INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(500);

    private final TokenVerifier verifier;
    private final ClaimsReader reader;
    private final WatchedFile<KeySet> keys;
    private final WatchedFile<RevocationList> revocations;
    private final WatchedFile<EntitlementTable> entitlements;
    private final ErrorHandler errors;
    private long lookedAtNs = Long.MIN_VALUE;

    /**
     * Read all files.
     *
     * @param config of an enabled authentication
     * @param errors is told of a changed file that can't be used
     * @throws BadAuthFile if a file is missing or can't be used
     */
    public Authenticator(AuthConfig config, ErrorHandler errors) {
        this.errors = errors;
        this.verifier = new TokenVerifier(config.algorithm());
        this.reader = new ClaimsReader(config.issuer(), config.audience(), config.clockSkewNs());
        this.keys = new WatchedFile<>("auth.keyFile", config.keyFile(), keyParser(config.algorithm(),
            config.keyFile()));
        this.revocations = config.revocationFile() == null ? null
            : new WatchedFile<>("auth.revocationFile", config.revocationFile(), RevocationList::parse);
        this.entitlements = config.entitlementsFile() == null ? null
            : new WatchedFile<>("auth.entitlementsFile", config.entitlementsFile(), EntitlementTable::parse);
        // The library looks for all of its algorithms once; not when the first client waits.
        AlgorithmFactoryFactory.getInstance();
    }

    /**
     * Check a token.
     *
     * @param token as the client sent it; may be anything
     * @param nowNs ns since 1970
     * @return what it gives
     * @throws BadToken saying why it is not taken
     */
    public Grant authenticate(String token, long nowNs) throws BadToken {
        final Claims claims = reader.read(verifier.verify(token, keys.content()), nowNs);
        if (isRevoked(claims.tokenId(), claims.subject())) {
            throw new BadToken(Reason.REVOKED, "the token, or every token of its subject, was revoked; ask whoever"
                + " gave it to you for another");
        }
        final boolean entitledByToken = claims.entitlement() != null;
        return new Grant(claims.subject(), claims.tokenId(), claims.expiresAtNs(),
            entitledByToken ? claims.entitlement() : ofFile(claims.subject()), entitledByToken);
    }

    /**
     * Look whether a file has changed, and read it again. Call it about once a second, or more often: it looks at most
     * twice a second. A new file that can't be used is told once, and what it had before goes on.
     *
     * @param nowNs ns since 1970
     * @return whether there is a new key, revocation or entitlement, so that open sessions must be looked at
     */
    public boolean reload(long nowNs) {
        if (lookedAtNs != Long.MIN_VALUE && Math.abs(nowNs - lookedAtNs) < LOOK_INTERVAL_NS) {
            return false;
        }
        lookedAtNs = nowNs;
        boolean isNew = keys.refresh(errors);
        isNew |= revocations != null && revocations.refresh(errors);
        isNew |= entitlements != null && entitlements.refresh(errors);
        return isNew;
    }

    /**
     * How it stands with a grant. Allocates nothing while its entitlement is as it was.
     *
     * @param grant given earlier
     * @param nowNs ns since 1970
     * @return VALID, or why its session must end
     */
    public Standing standing(Grant grant, long nowNs) {
        if (reader.isExpired(grant.expiresAtNs(), nowNs)) {
            return Standing.EXPIRED;
        }
        if (isRevoked(grant.tokenId(), grant.subject())) {
            return Standing.REVOKED;
        }
        return current(grant).covers(grant.entitlement()) ? Standing.VALID : Standing.RIGHTS_REDUCED;
    }

    /**
     * A grant with the entitlement as it is now.
     *
     * @param grant given earlier
     * @return the same grant if nothing has changed
     */
    public Grant renewed(Grant grant) {
        final Entitlement current = current(grant);
        return current.equals(grant.entitlement()) ? grant : new Grant(grant.subject(), grant.tokenId(),
            grant.expiresAtNs(), current, grant.entitledByToken());
    }

    private Entitlement current(Grant grant) {
        return grant.entitledByToken() ? grant.entitlement() : ofFile(grant.subject());
    }

    private Entitlement ofFile(String subject) {
        return entitlements == null ? Entitlement.EVERYTHING : entitlements.content().of(subject);
    }

    private boolean isRevoked(String tokenId, String subject) {
        return revocations != null && revocations.content().isRevoked(tokenId, subject);
    }

    private static WatchedFile.Parser<KeySet> keyParser(TokenAlgorithm algorithm, Path file) {
        if (algorithm == TokenAlgorithm.HS256) {
            return bytes -> KeySet.ofOne(SecretReader.secret(bytes));
        }
        return file.getFileName().toString().endsWith(".json") ? new JwksReader(algorithm)::keys
            : bytes -> KeySet.ofOne(KeyKind.publicKey(algorithm, bytes));
    }
}
