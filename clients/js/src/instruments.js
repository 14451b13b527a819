import { ProtocolError } from './protocol-error.js';

/** What the instrument ids of one epoch stand for. */
export class InstrumentMap extends Map {
  /**
   * Add what was announced.
   *
   * @param {object[]} instruments from instrumentsOf
   */
  learn(instruments) {
    for (const instrument of instruments) {
      const known = this.get(instrument.id);
      if (known && (known.symbol !== instrument.symbol || known.priceExponent !== instrument.priceExponent
          || known.sizeExponent !== instrument.sizeExponent)) {
        throw new ProtocolError(`instrument id ${instrument.id} stands for ${known.symbol} and was announced again as`
          + ` ${instrument.symbol} or with other exponents; an id keeps its meaning for the whole epoch`);
      }
      this.set(instrument.id, known ?? instrument);
    }
  }
}
