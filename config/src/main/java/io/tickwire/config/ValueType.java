package io.tickwire.config;

import com.typesafe.config.ConfigException.BadValue;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigUtil;

import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What a key accepts. Every source gives text, so that a value means the same in a file, in the environment and on the
 * command line.
 *
 * @param description what is right, with range and unit; reads on after "must be"
 * @param form        how the value is written in a file
 * @param parser      gives the value, or nothing if the text is wrong
 */
record ValueType(String description, Form form, Function<String, Optional<Object>> parser) {
    private static final Pattern UNIT = Pattern.compile("\\s*[0-9.]+\\s*[a-zA-Z]+\\s*");
    private static final Pattern NAME = Pattern.compile(
        "(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*\\.?");
    private static final Pattern DIGITS_AND_DOTS = Pattern.compile("[0-9.]+");
    private static final Pattern IP_V4 = Pattern.compile(
        "((25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(\\.(?!$)|$)){4}");
    private static final Pattern IP_V6 = Pattern.compile("(?=.*:.*:)[0-9A-Fa-f:.]+(%[A-Za-z0-9]+)?");
    private static final Pattern TEXT = Pattern.compile("(?!\\s)[^\\p{Cntrl}]{0,256}(?<!\\s)");
    private static final Pattern CHANNEL = Pattern.compile("aeron:(ipc(\\?.+)?|udp\\?(.*\\|)?(endpoint|control)=.+)");

    /** How a value is written in a file. */
    enum Form { PLAIN, QUOTED, LIST }

    /** The value of a text; nothing if it is wrong. */
    Optional<Object> parse(String text) {
        return parser.apply(text);
    }

    /** The text as it is written in a file. */
    String render(String text) {
        return switch (form) {
            case PLAIN -> text;
            case QUOTED -> ConfigUtil.quoteString(text);
            case LIST -> ListTypes.render(text);
        };
    }

    static ValueType flag() {
        return choice(Map.of("true", true, "false", false), "true or false");
    }

    static ValueType choice(Map<String, ?> values, String description) {
        return new ValueType(description, Form.PLAIN, text -> Optional.ofNullable(values.get(text)));
    }

    static ValueType whole(long min, long max) {
        return new ValueType("a whole number from " + min + " to " + max, Form.PLAIN,
            text -> exact(text).filter(value -> value >= min && value <= max).map(Object.class::cast));
    }

    static ValueType powerOfTwo(long max) {
        return new ValueType("a power of two from 2 to " + max, Form.PLAIN, text -> exact(text)
            .filter(value -> value >= 2 && value <= max && Long.bitCount(value) == 1).map(Object.class::cast));
    }

    static ValueType powerOfTwoOrNone(long max) {
        return new ValueType("0, or a power of two from 1 to " + max, Form.PLAIN, text -> exact(text)
            .filter(value -> value >= 0 && value <= max && Long.bitCount(value) <= 1).map(Object.class::cast));
    }

    static ValueType duration(String min, String max) {
        final long minNs = nanoseconds(min).orElseThrow();
        final long maxNs = nanoseconds(max).orElseThrow();
        return new ValueType("a duration with its unit (us, ms, s, m) from " + min + " to " + max, Form.PLAIN,
            text -> nanoseconds(text).filter(ns -> ns >= minNs && ns <= maxNs).map(Object.class::cast));
    }

    static ValueType size(String min, String max) {
        final long minBytes = bytes(min).orElseThrow();
        final long maxBytes = bytes(max).orElseThrow();
        return new ValueType("a size with its unit (B, KiB, MiB) from " + min + " to " + max, Form.PLAIN,
            text -> bytes(text).filter(value -> value >= minBytes && value <= maxBytes).map(Object.class::cast));
    }

    static ValueType host() {
        return new ValueType("a host name or an IP address", Form.QUOTED,
            text -> isHost(text) ? Optional.of(text) : Optional.empty());
    }

    static ValueType channel() {
        return new ValueType("an Aeron channel: aeron:ipc, or aeron:udp?endpoint=HOST:PORT", Form.QUOTED,
            text -> CHANNEL.matcher(text).matches() ? Optional.of(text) : Optional.empty());
    }

    static ValueType path() {
        return new ValueType("a directory", Form.QUOTED,
            text -> text.isBlank() ? Optional.empty() : toPath(text).map(Object.class::cast));
    }

    static ValueType pathOrNone() {
        return new ValueType("a directory, or empty for none", Form.QUOTED,
            text -> text.isEmpty() ? Optional.of(Optional.empty()) : toPath(text).map(Optional::of));
    }

    static ValueType fileOrNone() {
        return new ValueType("a file, or empty for none", Form.QUOTED, pathOrNone().parser());
    }

    static ValueType textOrNone() {
        return new ValueType("a text of at most 256 characters, or empty for none", Form.QUOTED,
            text -> TEXT.matcher(text).matches() ? Optional.of(text) : Optional.empty());
    }

    static ValueType cores() {
        return new ValueType("a list of core numbers, -1 for any core, for example [2, 3, -1]", Form.LIST,
            ValueType::coreList);
    }

    private static Optional<Object> coreList(String text) {
        final String items = text.strip().replaceAll("^\\[(.*)]$", "$1");
        final List<Integer> cores = new ArrayList<>();
        for (final String item : items.isBlank() ? new String[0] : items.split(",", -1)) {
            final Optional<Long> core = exact(item.strip());
            if (core.isEmpty() || core.get() < -1 || core.get() > Short.MAX_VALUE) {
                return Optional.empty();
            }
            cores.add(core.get().intValue());
        }
        return Optional.of(List.copyOf(cores));
    }

    private static Optional<Long> exact(String text) {
        try {
            return Optional.of(new BigDecimal(text).longValueExact());
        } catch (final ArithmeticException | NumberFormatException notWhole) {
            return Optional.empty();
        }
    }

    private static Optional<Long> nanoseconds(String text) {
        try {
            return UNIT.matcher(text).matches()
                ? Optional.of(ConfigFactory.parseMap(Map.of("v", text)).getDuration("v", TimeUnit.NANOSECONDS))
                : Optional.empty();
        } catch (final BadValue noDuration) {
            return Optional.empty();
        }
    }

    private static Optional<Long> bytes(String text) {
        try {
            return UNIT.matcher(text).matches()
                ? Optional.of(ConfigFactory.parseMap(Map.of("v", text)).getBytes("v")) : Optional.empty();
        } catch (final BadValue noSize) {
            return Optional.empty();
        }
    }

    private static boolean isHost(String text) {
        return DIGITS_AND_DOTS.matcher(text).matches() ? IP_V4.matcher(text).matches()
            : NAME.matcher(text).matches() || IP_V6.matcher(text).matches();
    }

    private static Optional<Path> toPath(String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (final InvalidPathException noPath) {
            return Optional.empty();
        }
    }
}
