package io.tickwire.config;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Values from a user's file, in HOCON. */
final class FileSource {
    private static final String LISTED = "all keys are listed by: tickwire config defaults";
    private static final List<String> PATHS = Arrays.stream(ConfigKey.values()).map(ConfigKey::path).toList();

    private final Settings settings;

    FileSource(Settings settings) {
        this.settings = settings;
    }

    /** Read a file into the settings. */
    void read(Path file) {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            settings.problem(file.toString(), Files.exists(file) ? "is not a file that can be read"
                : "there is no such file");
            return;
        }
        try {
            final ConfigParseOptions options = ConfigParseOptions.defaults().setSyntax(ConfigSyntax.CONF)
                .setAllowMissing(false).setIncluder(new FileIncluder());
            final List<Entry> entries = new ArrayList<>();
            collect(List.of(), ConfigFactory.parseFile(file.toFile(), options).resolve().root(), entries);
            // An object is a map without order; a reader expects the order of the lines.
            entries.sort(Comparator.comparing(Entry::source).thenComparing(Entry::lineNumber));
            entries.forEach(this::take);
        } catch (final com.typesafe.config.ConfigException notHocon) {
            final ConfigOrigin origin = notHocon.origin();
            final String where = origin == null ? file.toString() : place(origin);
            final String text = notHocon.getMessage();
            settings.problem(where, origin != null && text.startsWith(origin.description() + ": ")
                ? text.substring(origin.description().length() + 2) : text);
        }
    }

    private static void collect(List<String> parents, ConfigObject object, List<Entry> into) {
        object.forEach((name, value) -> {
            final List<String> elements = new ArrayList<>(parents);
            elements.add(name);
            final Entry entry = new Entry(ConfigUtil.joinPath(elements), value);
            if (value instanceof ConfigObject section && !section.isEmpty()
                && ConfigKey.ofPath(entry.path()).isEmpty()) {
                collect(elements, section, into);
            } else {
                into.add(entry);
            }
        });
    }

    private void take(Entry entry) {
        final String path = entry.path();
        final ConfigValue value = entry.value();
        final String origin = place(value.origin());
        final ConfigKey key = ConfigKey.ofPath(path).orElse(null);
        if (key == null) {
            takeUnknown(path, value, origin);
        } else if (value.valueType() == ConfigValueType.OBJECT
            || value.valueType() == ConfigValueType.LIST && key.type().form() != ValueType.Form.LIST) {
            settings.problem(origin, path + " must be " + key.accepted() + ", not "
                + (value instanceof ConfigObject ? "a section" : "a list"));
        } else if (value.valueType() != ConfigValueType.NULL) {
            settings.put(key, String.valueOf(value.unwrapped()), origin);
        }
    }

    private void takeUnknown(String path, ConfigValue value, String origin) {
        if (PATHS.stream().noneMatch(known -> known.startsWith(path + "."))) {
            settings.problem(origin, "unknown key " + path + "; " + NearestName.hint(path, PATHS, LISTED));
        } else if (!(value instanceof ConfigObject)) {
            settings.problem(origin, path + " is a section; write " + path + " { ... } with its keys in it");
        }
    }

    private static String place(ConfigOrigin origin) {
        final String name = origin.filename() == null ? origin.description() : origin.filename();
        return origin.filename() == null || origin.lineNumber() < 1 ? name : name + ":" + origin.lineNumber();
    }

    private record Entry(String path, ConfigValue value) {
        String source() {
            return value.origin().filename() == null ? "" : value.origin().filename();
        }

        int lineNumber() {
            return value.origin().lineNumber();
        }
    }
}
