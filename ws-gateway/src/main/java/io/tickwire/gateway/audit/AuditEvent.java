package io.tickwire.gateway.audit;

import com.fasterxml.jackson.core.JsonGenerator;

import java.io.IOException;
import java.util.List;

/** Something that is written down; each becomes one line. Immutable. */
sealed interface AuditEvent {
    /** What an event takes in memory, about, without its names. */
    int COST_BYTES = 256;
    /** What a name takes in memory at most, about: it is shared with others, most often. */
    int NAME_COST_BYTES = 64;

    /** When it happened, ns since 1970. */
    long timeNs();

    /** The word for it in the file. */
    String name();

    /** The members of its line, beside time and name. */
    void write(JsonGenerator json) throws IOException;

    /** What it takes in memory, about. */
    default int costBytes() {
        return COST_BYTES;
    }

    private static void names(JsonGenerator json, String member, List<String> names) throws IOException {
        json.writeArrayFieldStart(member);
        for (final String name : names) {
            json.writeString(name);
        }
        json.writeEndArray();
    }

    private static int costOf(List<String> names) {
        return (int) Math.min(Integer.MAX_VALUE, COST_BYTES + (long) NAME_COST_BYTES * names.size());
    }

    /** A file begins, or a server goes on with it. */
    record Started(String epoch, long timeNs) implements AuditEvent {
        @Override
        public String name() {
            return "started";
        }

        @Override
        public void write(JsonGenerator json) throws IOException {
            json.writeStringField("epoch", epoch);
        }
    }

    /** A connection is open. */
    record Opened(long connectionId, String subject, String tokenId, String address, long timeNs)
        implements AuditEvent {
        @Override
        public String name() {
            return "opened";
        }

        @Override
        public void write(JsonGenerator json) throws IOException {
            json.writeNumberField("connection", connectionId);
            json.writeStringField("subject", subject);
            json.writeStringField("token", tokenId);
            json.writeStringField("address", address);
        }

        @Override
        public int costBytes() {
            return COST_BYTES + length(subject) + length(tokenId);
        }

        private static int length(String text) {
            return text == null ? 0 : text.length();
        }
    }

    /** A connection gets instruments from a position on. */
    record Granted(long connectionId, long position, List<String> instruments, String mode, long timeNs)
        implements AuditEvent {
        @Override
        public String name() {
            return "granted";
        }

        @Override
        public void write(JsonGenerator json) throws IOException {
            json.writeNumberField("connection", connectionId);
            json.writeNumberField("position", position);
            json.writeStringField("mode", mode);
            names(json, "instruments", instruments);
        }

        @Override
        public int costBytes() {
            return costOf(instruments);
        }
    }

    /** A connection gets patterns up to a position. */
    record Ended(long connectionId, long position, List<String> remaining, long timeNs) implements AuditEvent {
        @Override
        public String name() {
            return "ended";
        }

        @Override
        public void write(JsonGenerator json) throws IOException {
            json.writeNumberField("connection", connectionId);
            json.writeNumberField("position", position);
            names(json, "remaining", remaining);
        }

        @Override
        public int costBytes() {
            return costOf(remaining);
        }
    }

    /** A connection is closed. */
    record Closed(long connectionId, long lastPosition, int code, long timeNs) implements AuditEvent {
        @Override
        public String name() {
            return "closed";
        }

        @Override
        public void write(JsonGenerator json) throws IOException {
            json.writeNumberField("connection", connectionId);
            json.writeNumberField("position", lastPosition);
            json.writeNumberField("code", code);
        }
    }

    /** Events are missing here; its time is that of the last one. */
    record Lost(long count, long firstNs, long timeNs) implements AuditEvent {
        @Override
        public String name() {
            return "lost";
        }

        @Override
        public void write(JsonGenerator json) throws IOException {
            json.writeNumberField("count", count);
            json.writeStringField("from", AuditLine.text(firstNs));
            json.writeStringField("through", AuditLine.text(timeNs));
        }

        /** One more. */
        Lost and(long atNs) {
            return new Lost(count + 1, Math.min(firstNs, atNs), Math.max(timeNs, atNs));
        }
    }
}
