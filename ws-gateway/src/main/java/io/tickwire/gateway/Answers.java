package io.tickwire.gateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.tickwire.core.instrument.Instrument;
import io.tickwire.fanout.Matches;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;

/** Writes the server's text messages as docs/session-protocol.md has them. Any thread; allocates. */
final class Answers {
    /** Most instruments in one message. */
    static final int INLINE_INSTRUMENT_LIMIT = 1_000;

    /** Most patterns that the text of an error names. */
    private static final int SHOWN_LIMIT = 10;
    /** ASCII only: a piece of a client's text may hold half of a surrogate pair, which UTF-8 can't. */
    private static final JsonFactory JSON =
        JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    /** Writes the members of one message. */
    interface Members {
        void write(JsonGenerator json) throws IOException;
    }

    private Answers() {
    }

    /**
     * A whole WebSocket message.
     *
     * @param op      what it is
     * @param id      the request's id as JSON, or null
     * @param members the rest
     * @return a text frame
     */
    static ByteBuffer message(String op, String id, Members members) {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("op", op);
            if (id != null) {
                json.writeFieldName("id");
                json.writeRawValue(id);
            }
            members.write(json);
            json.writeEndObject();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return WebSocketFraming.text(bytes.toByteArray(), bytes.size());
    }

    static ByteBuffer error(String id, ErrorCode code, String text) {
        return error(id, code.name(), text);
    }

    static ByteBuffer error(String id, String code, String text) {
        return message("error", id, json -> {
            json.writeStringField("code", code);
            json.writeStringField("message", text);
        });
    }

    /** Patterns that no instrument has as its name. */
    static ByteBuffer unknownSymbols(String id, List<String> patterns) {
        return error(id, ErrorCode.UNKNOWN_SYMBOL, "no instrument is named " + some(patterns)
            + " now; it stays subscribed and is announced once a feed defines it");
    }

    /** Patterns that are not subscribed, whether or not there are such instruments. */
    static ByteBuffer notEntitled(String id, List<String> patterns) {
        return error(id, ErrorCode.NOT_ENTITLED, "this connection has no right to " + some(patterns)
            + "; it is not subscribed, all else goes on");
    }

    private static String some(List<String> patterns) {
        return String.join(", ", patterns.subList(0, Math.min(SHOWN_LIMIT, patterns.size())))
            + (patterns.size() > SHOWN_LIMIT ? " and " + (patterns.size() - SHOWN_LIMIT) + " more" : "");
    }

    /** What a request matches; instruments beyond the limit are left to other messages. */
    static void writeMatches(JsonGenerator json, Matches matches) throws IOException {
        final List<Instrument> instruments = matches.instruments();
        writeInstruments(json, instruments.subList(0, Math.min(instruments.size(), INLINE_INSTRUMENT_LIMIT)));
        writeTexts(json, "unknown", matches.unknown());
        writeTexts(json, "notEntitled", matches.notEntitled());
    }

    static void writeEpoch(JsonGenerator json, long epoch) throws IOException {
        json.writeStringField("epoch", epochText(epoch));
    }

    /** 16 hexadecimal digits. */
    static String epochText(long epoch) {
        return String.format("%016x", epoch);
    }

    static void writeInstruments(JsonGenerator json, List<Instrument> instruments) throws IOException {
        json.writeArrayFieldStart("instruments");
        for (final Instrument instrument : instruments) {
            json.writeStartObject();
            json.writeNumberField("id", instrument.id());
            json.writeStringField("symbol", instrument.name());
            json.writeNumberField("priceExponent", instrument.priceExponent());
            json.writeNumberField("sizeExponent", instrument.sizeExponent());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    static void writeTexts(JsonGenerator json, String name, List<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (final String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }
}
