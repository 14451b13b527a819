package io.tickwire.gateway.auth;

import com.fasterxml.jackson.databind.JsonNode;
import io.tickwire.gateway.auth.BadToken.Reason;

import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Reads and checks the claims of a token whose signature is good. One thread. */
final class ClaimsReader {
    /** What a name must be; reads on after the claim that has it. */
    static final String NAME_FORM = " must be a text of 1 to 256 characters, without control characters, white space"
        + " around it, or a # at its begin or after white space";

    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);
    private static final int NAME_LENGTH_LIMIT = 256;
    // As a line of the revocation file gives it back; anything else could not be revoked.
    private static final Pattern NAME = Pattern.compile("[^\\p{Cc}\\p{Cs}\\u2028\\u2029]+");
    private static final Pattern COMMENT = Pattern.compile("(^|\\s)#");

    private final String issuer;
    private final String audience;
    private final long clockSkewNs;

    ClaimsReader(String issuer, String audience, long clockSkewNs) {
        this.issuer = issuer;
        this.audience = audience;
        this.clockSkewNs = clockSkewNs;
    }

    /**
     * Read claims.
     *
     * @param utf8  JSON text
     * @param nowNs ns since 1970
     * @return what is needed of them
     * @throws BadToken if one is missing or wrong
     */
    Claims read(byte[] utf8, long nowNs) throws BadToken {
        final JsonNode claims;
        try {
            claims = StrictJson.object(utf8);
        } catch (final BadContent e) {
            throw malformed("claims: " + e.getMessage());
        }
        final long expiresAtNs = checkTimes(claims, nowNs);
        checkIssuer(claims);
        checkAudience(claims.path("aud"));
        return new Claims(subject(claims), name(claims, "jti"), expiresAtNs, entitlement(claims));
    }

    /** Whether a token that expires at a time has done so; clocks may differ. */
    boolean isExpired(long expiresAtNs, long nowNs) {
        return nowNs - clockSkewNs >= expiresAtNs;
    }

    private long checkTimes(JsonNode claims, long nowNs) throws BadToken {
        if (!claims.has("exp")) {
            throw malformed("exp is missing; a token must say when it expires, in seconds since 1970");
        }
        final long expiresAtNs = timeNs(claims, "exp");
        if (isExpired(expiresAtNs, nowNs)) {
            throw new BadToken(Reason.EXPIRED, "the token has expired (exp); get a new one, and see that the clocks"
                + " are right");
        }
        if (claims.has("nbf") && nowNs + clockSkewNs < timeNs(claims, "nbf")) {
            throw new BadToken(Reason.NOT_YET_VALID, "the token is not valid yet (nbf); wait until it is, and see that"
                + " the clocks are right");
        }
        return expiresAtNs;
    }

    private void checkIssuer(JsonNode claims) throws BadToken {
        if (!issuer.equals(claims.path("iss").textValue())) {
            throw new BadToken(Reason.WRONG_ISSUER, "the token's iss must be '" + issuer + "'");
        }
    }

    private void checkAudience(JsonNode aud) throws BadToken {
        boolean isOurs = audience.equals(aud.textValue());
        if (aud.isArray()) {
            for (final JsonNode one : aud) {
                isOurs |= audience.equals(one.textValue());
            }
        }
        if (!isOurs) {
            throw new BadToken(Reason.WRONG_AUDIENCE, "the token's aud must be '" + audience + "', or a list with it");
        }
    }

    private static String subject(JsonNode claims) throws BadToken {
        final JsonNode subject = claims.path("sub");
        if (!subject.isTextual() || subject.textValue().isBlank()) {
            throw new BadToken(Reason.NO_SUBJECT, "the token's sub is missing; it must say whose token it is");
        }
        return name(claims, "sub");
    }

    private static String name(JsonNode claims, String claim) throws BadToken {
        final JsonNode value = claims.get(claim);
        if (value == null) {
            return null;
        }
        final String text = value.isTextual() ? value.textValue() : "";
        if (!isName(text)) {
            throw malformed(claim + NAME_FORM);
        }
        return text;
    }

    /** Whether a text may be a subject or a token's id. */
    static boolean isName(String text) {
        return text.length() <= NAME_LENGTH_LIMIT && NAME.matcher(text).matches() && text.equals(text.strip())
            && !COMMENT.matcher(text).find();
    }

    private static Entitlement entitlement(JsonNode claims) throws BadToken {
        if (!claims.has("entitlements")) {
            return null;
        }
        try {
            return EntitlementParser.parse(claims.get("entitlements"), "entitlements");
        } catch (final BadContent e) {
            throw malformed(e.getMessage());
        }
    }

    /** A time in seconds, also with a fraction; one that is too far away is as far as a long goes. */
    private static long timeNs(JsonNode claims, String claim) throws BadToken {
        final JsonNode seconds = claims.get(claim);
        if (!seconds.isNumber()) {
            throw malformed(claim + " must be a number of seconds since 1970");
        }
        if (seconds.isIntegralNumber() && seconds.canConvertToLong()) {
            return TimeUnit.SECONDS.toNanos(seconds.longValue());
        }
        return (long) (seconds.doubleValue() * SECOND_NS);
    }

    private static BadToken malformed(String problem) {
        return new BadToken(Reason.MALFORMED, "the token's " + problem);
    }
}
