import { Flags, formatDecimal } from '/client/index.js';
import { sideMark, symbolParts, timeText } from '/app/text.js';

const LENGTH = 11;

/** The last trades, newest first. */
export class Tape {
  #list;
  #trades = [];
  #isChanged = false;

  constructor(list) {
    this.#list = list;
  }

  clear() {
    this.#trades = [];
    this.#isChanged = true;
  }

  get isEmpty() {
    return this.#trades.length === 0;
  }

  onTrade(trade, flags) {
    // The last trades of a snapshot are in the table; they did not just happen.
    if ((flags & Flags.SNAPSHOT) !== 0) {
      return;
    }
    this.#trades.push(trade);
    if (this.#trades.length > LENGTH) {
      this.#trades.shift();
    }
    this.#isChanged = true;
  }

  draw() {
    if (this.#isChanged) {
      this.#isChanged = false;
      this.#list.replaceChildren(...this.#trades.map(line).reverse());
    }
  }
}

function line({ time, instrument, price, size, side }) {
  const li = document.createElement('li');
  const at = symbolParts(instrument.symbol);
  const name = span('name', at.symbol);
  name.append(span('venue', at.venue));
  const when = document.createElement('time');
  when.textContent = `${timeText(time)}${side === null ? '' : ` ${side}`}`;
  li.append(name, span(`price ${side ?? ''}`, `${sideMark(side)} ${formatDecimal(price, instrument.priceExponent)}`),
    when, span('size', formatDecimal(size, instrument.sizeExponent)));
  return li;
}

function span(className, text) {
  const element = document.createElement('span');
  element.className = className.trim();
  element.textContent = text;
  return element;
}
