import { formatDecimal } from '/client/index.js';

const LENGTH = 14;

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

  onTrade(trade) {
    this.#trades.push(trade);
    if (this.#trades.length > LENGTH) {
      this.#trades.shift();
    }
    this.#isChanged = true;
  }

  draw() {
    if (this.#isChanged) {
      this.#isChanged = false;
      this.#list.replaceChildren(...this.#trades.toReversed().map(line));
    }
  }
}

function line({ instrument, price, size, side }) {
  const li = document.createElement('li');
  const texts = [[instrument.symbol, ''], [formatDecimal(size, instrument.sizeExponent), ''],
    [`${side === 'buy' ? '▲' : side === 'sell' ? '▼' : '•'} ${formatDecimal(price, instrument.priceExponent)}`, side ?? '']];
  for (const [text, className] of texts) {
    const span = document.createElement('span');
    span.textContent = text;
    span.className = className;
    li.append(span);
  }
  li.title = side === null ? 'side not known' : side === 'buy' ? 'the aggressor bought' : 'the aggressor sold';
  return li;
}
