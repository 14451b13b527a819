package io.tickwire.config;

import java.util.ArrayList;
import java.util.List;

/** The table of keys as text: as the file of defaults, and as the table in the documentation. */
public final class ConfigDocument {
    private static final int WIDTH = 118;

    private ConfigDocument() {
    }

    /**
     * A configuration file with every key, its meaning, what it accepts, and its default.
     *
     * @return the lines of the file
     */
    public static List<String> defaults() {
        final List<String> lines = new ArrayList<>(List.of(
            "# Every key of tickwire with its default. A file needs only the keys it changes.",
            "# Order: defaults, then the file, then environment variables (TICKWIRE_GATEWAY_PORT=9000), then",
            "# --set gateway.port=9000. Relative paths start at the working directory."));
        String section = "";
        for (final ConfigKey key : ConfigKey.values()) {
            final int dot = key.path().indexOf('.');
            final String keySection = dot < 0 ? "" : key.path().substring(0, dot);
            if (!keySection.equals(section)) {
                if (!section.isEmpty()) {
                    lines.add("}");
                }
                lines.add("");
                lines.add(keySection + " {");
            } else {
                lines.add("");
            }
            section = keySection;
            entry(key, dot, lines);
        }
        lines.add("}");
        return lines;
    }

    /**
     * The table of keys in Markdown.
     *
     * @return its lines, with the heading
     */
    public static List<String> table() {
        final List<String> lines = new ArrayList<>(List.of("| Key | Default | Must be | Meaning |",
            "| --- | --- | --- | --- |"));
        for (final ConfigKey key : ConfigKey.values()) {
            lines.add("| `" + key.path() + "` | `" + key.type().render(key.defaultText()) + "` | " + key.accepted()
                + " | " + key.meaning() + " |");
        }
        return lines;
    }

    private static void entry(ConfigKey key, int dot, List<String> lines) {
        final String indent = dot < 0 ? "" : "    ";
        wrap(key.meaning(), indent + "# ", lines);
        wrap("Must be " + key.accepted() + ".", indent + "# ", lines);
        lines.add(indent + key.path().substring(dot + 1) + " = " + key.type().render(key.defaultText()));
    }

    private static void wrap(String text, String indent, List<String> lines) {
        final StringBuilder line = new StringBuilder(indent);
        for (final String word : text.split(" ")) {
            if (line.length() + word.length() > WIDTH) {
                lines.add(line.toString().stripTrailing());
                line.setLength(indent.length());
            }
            line.append(word).append(' ');
        }
        lines.add(line.toString().stripTrailing());
    }
}
