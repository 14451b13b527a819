package io.tickwire.gateway.auth;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The entitlements file.
 *
 * @param subjects by subject
 * @param others   of each other subject
 */
record EntitlementTable(Map<String, Entitlement> subjects, Entitlement others) {
    private static final Set<String> MEMBERS = new TreeSet<>(List.of("subjects", "default"));

    /**
     * Read the file: {@code {"subjects":{"alice":{...}},"default":{...}}}.
     *
     * @param bytes all of it
     * @return the table; without a default, others have nothing
     * @throws BadContent saying where it is wrong
     */
    static EntitlementTable parse(byte[] bytes) throws BadContent {
        final JsonNode root = StrictJson.object(bytes);
        StrictJson.onlyMembers(root, MEMBERS, "the file");
        final JsonNode subjects = root.path("subjects");
        if (!subjects.isObject() && !subjects.isMissingNode()) {
            throw new BadContent("subjects must be an object: {\"alice\":{\"symbols\":[\"BTC*\"]}}");
        }
        final Map<String, Entitlement> table = new HashMap<>();
        for (final Map.Entry<String, JsonNode> entry : subjects.properties()) {
            table.put(entry.getKey(), EntitlementParser.parse(entry.getValue(), "subjects." + entry.getKey()));
        }
        final JsonNode others = root.get("default");
        return new EntitlementTable(Map.copyOf(table),
            others == null ? Entitlement.NOTHING : EntitlementParser.parse(others, "default"));
    }

    /** What a subject may see. */
    Entitlement of(String subject) {
        return subjects.getOrDefault(subject, others);
    }
}
