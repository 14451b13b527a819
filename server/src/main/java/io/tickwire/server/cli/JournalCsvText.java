package io.tickwire.server.cli;

import io.tickwire.core.instrument.Instrument;
import io.tickwire.core.tick.Tick;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Journaled ticks as CSV (RFC 4180): the same columns for all kinds, empty where a tick has nothing. No value has a
 * character that would need quotes, names of instruments included. One thread.
 */
final class JournalCsvText implements JournalFormat {
    private static final String LINE_END = "\r\n";
    private static final JournalField[] COLUMNS = JournalField.values();

    private final StringBuilder text = new StringBuilder(256);
    private final String[] values = new String[COLUMNS.length];

    @Override
    public String header() {
        return Arrays.stream(COLUMNS).map(JournalField::text).collect(Collectors.joining(",")) + LINE_END;
    }

    @Override
    public String text(Tick tick, Instrument instrument) {
        Arrays.fill(values, null);
        put(JournalField.SEQUENCE, Long.toString(tick.sequence()));
        put(JournalField.RECEIVED, Long.toString(tick.receiveTimeNs()));
        JournalFields.forEach(tick, instrument, this::put);
        text.setLength(0);
        for (int i = 0; i < values.length; i++) {
            text.append(i == 0 ? "" : ",").append(values[i] == null ? "" : values[i]);
        }
        return text.append(LINE_END).toString();
    }

    private void put(JournalField field, String value) {
        values[field.ordinal()] = value;
    }
}
