package io.tickwire.ingest;

import io.tickwire.core.feed.InstrumentDefinitionDecoder;
import io.tickwire.core.instrument.Instrument;
import io.tickwire.core.instrument.InstrumentTable;
import io.tickwire.core.tick.Tick;
import io.tickwire.core.tick.TickEncoder;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.charset.StandardCharsets;

/**
 * Turns a source's definition into one of the server's: finds out whether it says anything new, and which id the
 * instrument has or gets. {@link #check}, then {@link #write}, then {@link #learn} once the slot is committed. A
 * repeat of what is known is recognised without allocation; anything else allocates. Ingest thread only.
 */
final class DefinitionIntake {
    private final InstrumentTable instruments;
    private final byte[] nameBytes = new byte[InstrumentDefinitionDecoder.nameLength()];
    private final UnsafeBuffer scratch = new UnsafeBuffer(new byte[Tick.LENGTH]);
    private final TickEncoder encoder = new TickEncoder().wrap(scratch, 0);
    private final Tick tick = new Tick().wrap(scratch, 0);

    private String name;
    private int instrumentId;

    DefinitionIntake(InstrumentTable instruments) {
        this.instruments = instruments;
    }

    /**
     * Whether the source has said the very same before, so that there is nothing to pass on.
     *
     * @param definition the message
     * @return true if the source's id stands for exactly this name and these exponents
     */
    boolean isRepeat(InstrumentDefinitionDecoder definition) {
        final Instrument known =
            instruments.byId(instruments.idOfSource(definition.sourceId(), definition.instrumentId()));
        return known != null && known.priceExponent() == definition.priceExponent()
            && known.sizeExponent() == definition.sizeExponent() && isNamed(known.name(), definition);
    }

    private static boolean isNamed(String name, InstrumentDefinitionDecoder definition) {
        for (int i = 0; i < InstrumentDefinitionDecoder.nameLength(); i++) {
            if (definition.name(i) != (i < name.length() ? name.charAt(i) : 0)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Check a definition that is no repeat.
     *
     * @param definition the message
     * @return null if it is good; otherwise why not
     */
    Refusal check(InstrumentDefinitionDecoder definition) {
        definition.getName(nameBytes, 0);
        int length = nameBytes.length;
        while (length > 0 && nameBytes[length - 1] == 0) {
            length--;
        }
        name = new String(nameBytes, 0, length, StandardCharsets.ISO_8859_1);
        final int priceExponent = definition.priceExponent();
        final int sizeExponent = definition.sizeExponent();
        if (!Instrument.isName(name) || !Instrument.isExponent(priceExponent)
            || !Instrument.isExponent(sizeExponent)) {
            return Refusal.INSTRUMENT;
        }
        final Instrument known = instruments.find(name, priceExponent, sizeExponent);
        instrumentId = known == null ? instruments.size() + 1 : known.id();
        return null;
    }

    /**
     * Write the definition that was checked last.
     *
     * @param slot          where to
     * @param definition    the message
     * @param receiveTimeNs ns since 1970
     */
    void write(TickEncoder slot, InstrumentDefinitionDecoder definition, long receiveTimeNs) {
        put(slot, definition, receiveTimeNs);
        put(encoder, definition, receiveTimeNs);
    }

    private void put(TickEncoder target, InstrumentDefinitionDecoder definition, long receiveTimeNs) {
        target.putDefinition(instrumentId, definition.sourceId(), definition.instrumentId(), receiveTimeNs, name,
            definition.priceExponent(), definition.sizeExponent());
    }

    /** Take the definition that was written last into the table. */
    void learn() {
        instruments.onDefinition(tick);
    }
}
