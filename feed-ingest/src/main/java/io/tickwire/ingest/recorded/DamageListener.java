package io.tickwire.ingest.recorded;

/** Hears of records that could not be read; the records after them are read all the same. */
@FunctionalInterface
public interface DamageListener {
    /** Hears nothing. */
    DamageListener NONE = (file, offset, reason) -> {
    };

    /**
     * One bad record.
     *
     * @param file   name of the file
     * @param offset where the record starts, in bytes of the unpacked file
     * @param reason what is wrong with it
     */
    void onDamage(String file, long offset, String reason);
}
