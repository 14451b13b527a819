package io.tickwire.gateway.auth;

/** How it stands with a grant that was given earlier. */
public enum Standing {
    /** As good as then; it may have gained rights. */
    VALID,
    /** Its token has expired. */
    EXPIRED,
    /** Its token or its subject was revoked. */
    REVOKED,
    /** The entitlements file no longer has something that the grant has. */
    RIGHTS_REDUCED
}
