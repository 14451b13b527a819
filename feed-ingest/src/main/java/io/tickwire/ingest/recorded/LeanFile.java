package io.tickwire.ingest.recorded;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** A Lean tick zip whose entry tells symbol and day. */
final class LeanFile implements RecordFile {
    private static final Pattern ROW = Pattern.compile("(?m)^[0-9.]+(,[0-9]+){2,4},[A-Z]+,[0-9A-Fa-f]+,[01]\\r?$");
    private static final int ROWS_BYTES = 1 << 12;

    private final ByteSource source;

    /**
     * Check that its name can be understood.
     *
     * @throws IllegalArgumentException if nothing tells symbol and day
     */
    LeanFile(ByteSource source, byte[] head) {
        this.source = source;
        final String entry = entryWithRows(head);
        if (LeanEntry.of(entry, source.name()) == null) {
            throw new IllegalArgumentException(source.name() + ": the name of its entry " + entry
                + " does not tell symbol and day; it should be such as 20131009_ibm_Trade_Tick.csv, or the file's such"
                + " as ibm_20131009_trade.zip");
        }
    }

    /** Whether a file that begins so is a zip file with rows of ticks in it. */
    static boolean isIn(byte[] head) {
        return entryWithRows(head) != null;
    }

    /** Name of the first entry that has rows of ticks; null if there is none. */
    private static String entryWithRows(byte[] head) {
        if (!ZipMembers.isZip(head)) {
            return null;
        }
        try (ZipMembers entries = new ZipMembers(new ByteArrayInputStream(head))) {
            while (entries.nextMember()) {
                if (ROW.matcher(firstBytes(entries)).find()) {
                    return entries.name();
                }
            }
        } catch (final IOException e) {
            return null;
        }
        return null;
    }

    private static String firstBytes(ZipMembers entries) {
        final byte[] rows = new byte[ROWS_BYTES];
        int count = 0;
        try {
            int read = entries.read(rows, 0, rows.length);
            while (read >= 0 && count + read < rows.length) {
                count += read;
                read = entries.read(rows, count, rows.length - count);
            }
            count += Math.max(0, read);
        } catch (final IOException e) {
            // The reader will report it.
            return new String(rows, 0, count, StandardCharsets.ISO_8859_1);
        }
        return new String(rows, 0, count, StandardCharsets.ISO_8859_1);
    }

    @Override
    public RecordReader open(DamageListener damage) throws IOException {
        return new LeanReader(source, damage);
    }
}
