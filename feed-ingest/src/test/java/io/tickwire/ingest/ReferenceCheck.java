package io.tickwire.ingest;

import io.tickwire.core.counters.CounterId;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

import static io.tickwire.core.counters.CounterId.*;

/**
 * The rules of docs/feed-format.md once more, written from that page's tables alone: own offsets, no codecs, none of
 * the code under test.
 */
final class ReferenceCheck {
    /** Outcome of a definition that repeats what is known: no counter. */
    static final CounterId REPEAT = INGEST_MESSAGES;

    private static final int[] BLOCK = {0, 56, 62, 51, 27};
    private static final int[] SOURCE_AT = {0, 20, 60, 48, 24};
    private static final int[] INSTRUMENT_AT = {0, 16, 56, 44, -1};
    private static final Pattern NAME = Pattern.compile(
        "(?=.{3,32}\\z)[A-Za-z0-9_.:/+$#=^! -]+@[A-Za-z0-9_.:/+$#=^! -]+");

    private final Map<CounterId, Long> counts = new EnumMap<>(CounterId.class);
    private final Map<Integer, long[]> sources = new HashMap<>();
    private final Map<String, Integer> instruments = new HashMap<>();
    private final Map<Long, String> mappings = new HashMap<>();

    Map<CounterId, Long> counts() {
        return counts;
    }

    int instruments() {
        return instruments.size();
    }

    /** What must become of a message. */
    CounterId outcome(byte[] message, int flags) {
        final CounterId outcome = decide(ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN), flags);
        if (outcome != REPEAT) {
            counts.merge(outcome, 1L, Long::sum);
        }
        return outcome;
    }

    private CounterId decide(ByteBuffer message, int flags) {
        if (message.capacity() < 8 || (flags & 0xC0) != 0xC0) {
            return INGEST_REFUSED_LENGTH;
        }
        final int block = message.getShort(0) & 0xFFFF;
        final int template = message.getShort(2) & 0xFFFF;
        final int version = message.getShort(6) & 0xFFFF;
        if (message.getShort(4) != 1 || version == 0) {
            return INGEST_REFUSED_VERSION;
        }
        if (template < 1 || template > 4) {
            return INGEST_REFUSED_TYPE;
        }
        final int rest = message.capacity() - 8;
        if (version == 1 ? block != BLOCK[template] || rest != block : block < BLOCK[template] || rest < block) {
            return INGEST_REFUSED_LENGTH;
        }
        final long sequence = message.getLong(8);
        final long session = message.getLong(16);
        if (session < 1 || sequence > 9_007_199_254_740_992L || sequence < (template == 1 ? 0 : 1)) {
            return INGEST_REFUSED_RANGE;
        }
        final int source = message.getShort(8 + SOURCE_AT[template]) & 0xFFFF;
        if (isOld(source, session, sequence)) {
            return INGEST_SOURCE_DUPLICATES;
        }
        return content(message, template, source);
    }

    private boolean isOld(int source, long session, long sequence) {
        final long[] state = sources.get(source);
        if (state == null) {
            sources.put(source, new long[] {session, sequence});
            return false;
        }
        if (session < state[0] || session == state[0] && sequence != 0 && sequence <= state[1]) {
            return true;
        }
        final boolean isRestart = session > state[0];
        final long last = isRestart ? 0 : state[1];
        final boolean isFirst = !isRestart && state[1] == 0 && !restarted(state);
        if (sequence != 0 && !isFirst) {
            counts.merge(INGEST_SOURCE_GAPS, sequence - last - 1, Long::sum);
        }
        sources.put(source, new long[] {session, sequence == 0 ? last : sequence, isRestart || restarted(state)
            ? 1 : 0});
        return false;
    }

    private static boolean restarted(long[] state) {
        return state.length == 3 && state[2] == 1;
    }

    private CounterId content(ByteBuffer message, int template, int source) {
        final int instrument = template == 4 ? 0 : message.getInt(8 + INSTRUMENT_AT[template]);
        final long key = (long) source << 32 | instrument & 0xFFFF_FFFFL;
        if (template == 1) {
            return definition(message, key);
        }
        if (template != 4 && !mappings.containsKey(key)) {
            return INGEST_REFUSED_INSTRUMENT;
        }
        if (message.getLong(24) <= 0) {
            return INGEST_REFUSED_RANGE;
        }
        final boolean isGood = switch (template) {
            case 2 -> isSide(message.getLong(32), message.getLong(48)) && isSide(message.getLong(40),
                message.getLong(56));
            case 3 -> message.getLong(32) != Long.MIN_VALUE && message.getLong(40) >= 0
                && (message.get(58) & 0xFF) <= 2;
            default -> message.get(34) >= 1 && message.get(34) <= 3;
        };
        return isGood ? INGEST_TICKS : INGEST_REFUSED_RANGE;
    }

    private static boolean isSide(long price, long size) {
        return size == 0 || size > 0 && price != Long.MIN_VALUE;
    }

    private CounterId definition(ByteBuffer message, long key) {
        final byte[] bytes = new byte[32];
        message.get(32, bytes);
        final String name = new String(bytes, StandardCharsets.ISO_8859_1).replaceFirst("\0*\\z", "");
        if (!NAME.matcher(name).matches() || Math.abs(message.get(30)) > 18 || Math.abs(message.get(31)) > 18) {
            return INGEST_REFUSED_INSTRUMENT;
        }
        final String identity = name + '\0' + message.get(30) + '\0' + message.get(31);
        if (identity.equals(mappings.put(key, identity))) {
            return REPEAT;
        }
        instruments.putIfAbsent(identity, instruments.size() + 1);
        return INGEST_TICKS;
    }
}
