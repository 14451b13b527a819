package io.tickwire.ingest.recorded;

import java.io.IOException;

/** Packed data is damaged. What can be unpacked after the damage is read by the calls that follow. */
final class DamagedPackException extends IOException {
    private static final long serialVersionUID = 1;

    DamagedPackException(String message) {
        super(message);
    }
}
