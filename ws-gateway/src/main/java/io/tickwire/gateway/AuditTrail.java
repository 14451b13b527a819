package io.tickwire.gateway;

import io.tickwire.core.instrument.Instrument;
import io.tickwire.core.stream.FrameHeaderDecoder;
import io.tickwire.core.stream.MessageHeaderDecoder;
import io.tickwire.fanout.DeliveryMode;
import io.tickwire.gateway.audit.AuditLog;
import io.tickwire.gateway.auth.Grant;
import io.tickwire.gateway.proxy.IpAddress;
import org.agrona.concurrent.EpochNanoClock;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * What one connection received, for the audit log; without one it does nothing. {@link #opened} and {@link #closed} are
 * for the reader thread, the rest for the thread that owns the connection.
 */
final class AuditTrail {
    private static final int THROUGH_OFFSET =
        MessageHeaderDecoder.ENCODED_LENGTH + FrameHeaderDecoder.throughEncodingOffset();

    private final AuditLog log;
    private final long connectionId;
    private final EpochNanoClock clock;
    /** Up to where it received. Written by the owner, read by the reader. */
    private volatile long position;
    /** Of the subscription. Written by the reader when it is asked for, and by the owner when it has changed. */
    private volatile DeliveryMode mode = DeliveryMode.ALL;

    /** {@code log} is null where nothing is written down. */
    AuditTrail(AuditLog log, long connectionId, EpochNanoClock clock) {
        this.log = log;
        this.connectionId = connectionId;
        this.clock = clock;
    }

    void opened(Grant grant, IpAddress address) {
        if (log != null) {
            log.opened(connectionId, grant == null ? null : grant.subject(), grant == null ? null : grant.tokenId(),
                address.toString(), clock.nanoTime());
        }
    }

    void mode(DeliveryMode newMode) {
        mode = newMode;
    }

    /** It receives some more instruments after a position. */
    void granted(long after, List<Instrument> instruments) {
        if (log != null && !instruments.isEmpty()) {
            log.granted(connectionId, after, instruments.stream().map(Instrument::name).toList(), mode.text(),
                clock.nanoTime());
        }
    }

    /** As {@link #granted(long, List)}, after what it has received. */
    void granted(List<Instrument> instruments) {
        granted(position, instruments);
    }

    /** Beyond a position it receives these patterns and no others. */
    void ended(long after, List<String> remaining) {
        if (log != null) {
            log.ended(connectionId, after, remaining, clock.nanoTime());
        }
    }

    /** It has taken a frame. */
    void taken(ByteBuffer frame) {
        if (log != null) {
            final int at = frame.position() + WebSocketFraming.headerLength(frame) + THROUGH_OFFSET;
            final long through = frame.getLong(at);
            position = frame.order() == ByteOrder.BIG_ENDIAN ? Long.reverseBytes(through) : through;
        }
    }

    void closed(int code) {
        if (log != null) {
            log.closed(connectionId, position, code, clock.nanoTime());
        }
    }
}
