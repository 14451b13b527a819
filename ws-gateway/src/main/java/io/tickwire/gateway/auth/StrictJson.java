package io.tickwire.gateway.auth;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.util.Iterator;
import java.util.Set;

/** Reads JSON of others: no name twice, nothing behind it, no deep nesting. Any thread. */
final class StrictJson {
    private static final int DEPTH_LIMIT = 16;
    private static final ObjectReader READER = JsonMapper.builder(JsonFactory.builder()
        .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEPTH_LIMIT).build())
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build()).build()
        .readerFor(JsonNode.class).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private StrictJson() {
    }

    /**
     * Read an object.
     *
     * @param utf8 its text
     * @return the object
     * @throws BadContent reads on after the name of what was read
     */
    static JsonNode object(byte[] utf8) throws BadContent {
        try {
            final JsonNode node = READER.readTree(utf8);
            if (node == null || !node.isObject()) {
                throw new BadContent("is not a JSON object; write { ... }");
            }
            return node;
        } catch (final JsonProcessingException e) {
            // Without Jackson's text, which repeats what it could not read.
            final JsonLocation at = e.getLocation();
            throw new BadContent("is not JSON" + (at == null ? "" : " at line " + at.getLineNr() + ", column "
                + at.getColumnNr()) + "; write one object in UTF-8, with no name twice");
        } catch (final IOException e) {
            throw new BadContent("is not JSON in UTF-8");
        }
    }

    /**
     * Refuse members that nobody reads: a mistyped limit would be no limit.
     *
     * @param object to look at
     * @param known  the names that are right
     * @param what   the object's name
     * @throws BadContent naming what is right
     */
    static void onlyMembers(JsonNode object, Set<String> known, String what) throws BadContent {
        for (final Iterator<String> names = object.fieldNames(); names.hasNext();) {
            if (!known.contains(names.next())) {
                throw new BadContent(what + " has an unknown member; use " + String.join(", ", known));
            }
        }
    }
}
