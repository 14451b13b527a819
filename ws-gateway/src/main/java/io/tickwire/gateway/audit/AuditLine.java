package io.tickwire.gateway.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.concurrent.TimeUnit;

/** Events as lines: JSON objects in ASCII, so that whatever a token holds is one line. One thread. */
final class AuditLine {
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder().appendInstant(9).toFormatter();

    private final JsonFactory factory = JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    /** A time as text, always with nine digits behind the point. */
    static String text(long timeNs) {
        return TIME.format(Instant.ofEpochSecond(Math.floorDiv(timeNs, SECOND_NS), Math.floorMod(timeNs, SECOND_NS)));
    }

    /** Put the line of an event behind what is there. */
    void write(AuditEvent event, ByteArrayOutputStream to) {
        try (JsonGenerator json = factory.createGenerator(to)) {
            json.writeStartObject();
            json.writeStringField("time", text(event.timeNs()));
            json.writeStringField("event", event.name());
            event.write(json);
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (final IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
    }
}
