package io.tickwire.server.cli;

import io.tickwire.core.instrument.Instrument;
import io.tickwire.core.tick.Tick;

/** Journaled ticks as lines to read or as JSON lines. One thread. */
final class JournalTickText implements JournalFormat {
    private final StringBuilder text = new StringBuilder(256);
    private final boolean isJson;

    private JournalTickText(boolean isJson) {
        this.isJson = isJson;
    }

    /** Fields with names, separated by spaces; what is not there is a dash. */
    static JournalTickText lines() {
        return new JournalTickText(false);
    }

    /** One JSON object a line; what is not there is null. */
    static JournalTickText json() {
        return new JournalTickText(true);
    }

    @Override
    public String text(Tick tick, Instrument instrument) {
        text.setLength(0);
        if (isJson) {
            text.append("{\"sequence\":").append(tick.sequence()).append(",\"received\":").append(tick.receiveTimeNs());
        } else {
            text.append(tick.sequence()).append(' ').append(tick.receiveTimeNs());
        }
        JournalFields.forEach(tick, instrument, this::put);
        return text.append(isJson ? "}\n" : "\n").toString();
    }

    /** Instrument names have no character that JSON would need to escape. */
    private void put(JournalField field, String value) {
        if (!isJson) {
            text.append(' ').append(field.text()).append('=').append(value == null ? "-" : value);
        } else if (value == null || !field.isQuoted()) {
            text.append(",\"").append(field.text()).append("\":").append(value);
        } else {
            text.append(",\"").append(field.text()).append("\":\"").append(value).append('"');
        }
    }
}
