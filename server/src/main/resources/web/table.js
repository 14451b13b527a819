import { formatDecimal, NO_PRICE } from '/client/index.js';
import { sideMark, symbolParts, timeText } from '/app/text.js';

const FLASH_MS = 350;
const COLUMNS = ['symbol', 'bidSize', 'bid', 'ask', 'askSize', 'spread', 'last', 'lastSize', 'time'];
const NOTHING = '–';

/** The table of quotes: takes every quote and trade, and draws only the last of each instrument, once a frame. */
export class QuoteTable {
  #body;
  #rows = new Map();
  #changed = new Set();
  /** Rows whose prices flash, in the order in which they will end. */
  #flashing = [];

  constructor(table) {
    this.#body = table.tBodies[0];
  }

  clear() {
    this.#rows.clear();
    this.#changed.clear();
    this.#flashing = [];
    this.#body.replaceChildren();
  }

  /** Show no last trades until new ones come. */
  clearTrades() {
    for (const row of this.#rows.values()) {
      row.trade = null;
      this.#changed.add(row);
    }
  }

  get isEmpty() {
    return this.#rows.size === 0;
  }

  onQuote(quote) {
    const row = this.#row(quote.instrument);
    row.quote = quote;
    this.#changed.add(row);
  }

  onTrade(trade) {
    const row = this.#row(trade.instrument);
    row.trade = trade;
    this.#changed.add(row);
  }

  #row(instrument) {
    let row = this.#rows.get(instrument.symbol);
    if (!row) {
      row = { cells: null, quote: null, trade: null, shown: new Map() };
      this.#rows.set(instrument.symbol, row);
    }
    // A symbol whose exponents change has a new instrument.
    row.instrument = instrument;
    return row;
  }

  /** Bring the page up to date with what changed since the last call. */
  draw(nowMs) {
    for (const row of this.#changed) {
      row.cells ??= this.#insert(row.instrument.symbol);
      this.#drawRow(row, nowMs);
    }
    this.#changed.clear();
    while (this.#flashing.length > 0 && this.#flashing[0].endMs <= nowMs) {
      const { cell, shown } = this.#flashing.shift();
      if (shown.endMs <= nowMs) {
        cell.classList.remove('up', 'down');
      }
    }
  }

  /** In the order of names. */
  #insert(symbol) {
    const { rows } = this.#body;
    let low = 0;
    for (let high = rows.length; low < high;) {
      const middle = (low + high) >> 1;
      if (rows[middle].dataset.symbol < symbol) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    const tr = this.#body.insertRow(low);
    tr.dataset.symbol = symbol;
    tr.setAttribute('role', 'row');
    const cells = {};
    for (const column of COLUMNS) {
      cells[column] = tr.insertCell();
      cells[column].className = column;
      cells[column].setAttribute('role', column === 'symbol' ? 'rowheader' : 'cell');
      cells[column].textContent = NOTHING;
    }
    const parts = symbolParts(symbol);
    const venue = document.createElement('span');
    venue.className = 'venue';
    venue.textContent = parts.venue;
    cells.symbol.replaceChildren(parts.symbol, venue);
    return cells;
  }

  #drawRow({ cells, shown, instrument, quote, trade }, nowMs) {
    const { priceExponent, sizeExponent } = instrument;
    if (quote) {
      const { bidPrice, bidSize, askPrice, askSize } = quote;
      const hasBid = bidPrice !== NO_PRICE;
      const hasAsk = askPrice !== NO_PRICE;
      this.#price(cells.bid, shown, hasBid ? bidPrice : null, priceExponent, nowMs);
      this.#price(cells.ask, shown, hasAsk ? askPrice : null, priceExponent, nowMs);
      text(cells.bidSize, hasBid ? formatDecimal(bidSize, sizeExponent) : NOTHING);
      text(cells.askSize, hasAsk ? formatDecimal(askSize, sizeExponent) : NOTHING);
      text(cells.spread, hasBid && hasAsk ? formatDecimal(askPrice - bidPrice, priceExponent) : NOTHING);
    }
    text(cells.last, trade ? `${sideMark(trade.side)} ${formatDecimal(trade.price, priceExponent)}` : NOTHING);
    text(cells.lastSize, trade ? formatDecimal(trade.size, sizeExponent) : NOTHING);
    cells.last.classList.toggle('buy', trade?.side === 'buy');
    cells.last.classList.toggle('sell', trade?.side === 'sell');
    const times = [quote, trade].filter((tick) => tick !== null).map(({ time }) => time);
    text(cells.time, times.length === 0 ? NOTHING : timeText(times.reduce((a, b) => (a > b ? a : b))));
  }

  #price(cell, shown, value, exponent, nowMs) {
    const before = shown.get(cell);
    if (before && before.value === value) {
      return;
    }
    text(cell, value === null ? NOTHING : formatDecimal(value, exponent));
    const now = { value, endMs: nowMs + FLASH_MS };
    shown.set(cell, now);
    cell.classList.remove('up', 'down');
    if (before && before.value !== null && value !== null) {
      cell.classList.add(value > before.value ? 'up' : 'down');
      this.#flashing.push({ cell, endMs: now.endMs, shown: { get endMs() { return shown.get(cell).endMs; } } });
    }
  }
}

/** Writes only what differs, so that the browser lays out only what changed. */
function text(cell, value) {
  if (cell.textContent !== value) {
    cell.textContent = value;
  }
}
