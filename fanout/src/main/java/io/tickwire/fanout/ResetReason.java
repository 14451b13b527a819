package io.tickwire.fanout;

/** Why a resume was answered with reset. The names are the session protocol's. */
public enum ResetReason {
    /** The position belongs to another epoch. */
    EPOCH_CHANGED,
    /** The journal does not reach back to the position. */
    TOO_OLD,
    /** The position is beyond every number given out in this epoch. */
    TOO_LARGE,
    /** The connection may have nothing of what it asks for. */
    NOT_ENTITLED
}
