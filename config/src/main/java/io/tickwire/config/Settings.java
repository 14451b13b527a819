package io.tickwire.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Collects the values of all sources, a later one in place of an earlier one, and all problems. One thread. */
final class Settings {
    private final Map<ConfigKey, Setting> settings = new EnumMap<>(ConfigKey.class);
    private final Set<ConfigKey> wrong = EnumSet.noneOf(ConfigKey.class);
    private final List<ConfigProblem> problems = new ArrayList<>();

    Settings() {
        for (final ConfigKey key : ConfigKey.values()) {
            put(key, key.defaultText(), Setting.DEFAULT);
        }
    }

    /** Take a value, or note what is wrong with it. */
    void put(ConfigKey key, String text, String origin) {
        key.type().parse(text).ifPresentOrElse(
            value -> settings.put(key, new Setting(key, text, value, origin)),
            () -> {
                wrong.add(key);
                problem(origin, key.path() + " = " + key.type().render(text) + " must be " + key.accepted());
            });
    }

    /** Note a problem. */
    void problem(String origin, String text) {
        problems.add(new ConfigProblem(origin, text));
    }

    /** Whether any source has a wrong value for one of the keys, so that what goes with it can't be judged. */
    boolean isAnyWrong(ConfigKey... keys) {
        return Stream.of(keys).anyMatch(wrong::contains);
    }

    /** The value of a key. */
    <T> T value(ConfigKey key, Class<T> type) {
        return type.cast(settings.get(key).value());
    }

    /** The value of a key whose type is a whole number, a duration in ns or a size in bytes. */
    long number(ConfigKey key) {
        return value(key, Long.class);
    }

    /** The value of a key whose numbers are in the range of int. */
    int integer(ConfigKey key) {
        return Math.toIntExact(number(key));
    }

    /** Where the value of a key is from. */
    String origin(ConfigKey key) {
        return settings.get(key).origin();
    }

    Collection<Setting> all() {
        return settings.values();
    }

    List<ConfigProblem> problems() {
        return problems;
    }
}
