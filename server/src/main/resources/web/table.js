import { formatDecimal, NO_PRICE } from '/client/index.js';

const FLASH_MS = 350;

/** The table of quotes: takes every quote and trade, and draws only the last of each instrument, once a frame. */
export class QuoteTable {
  #body;
  #rows = new Map();
  #changed = new Set();

  constructor(table) {
    this.#body = table.tBodies[0];
  }

  clear() {
    this.#rows.clear();
    this.#changed.clear();
    this.#body.replaceChildren();
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
      row = { instrument, shown: {}, cells: null, quote: null, trade: null };
      this.#rows.set(instrument.symbol, row);
    }
    return row;
  }

  /** Bring the page up to date with what changed since the last call. */
  draw(nowMs) {
    for (const row of this.#changed) {
      row.cells ??= this.#insert(row.instrument.symbol);
      this.#drawRow(row, nowMs);
    }
    this.#changed.clear();
  }

  /** In the order of names. */
  #insert(symbol) {
    const tr = document.createElement('tr');
    tr.dataset.symbol = symbol;
    const cells = {};
    for (const name of ['symbol', 'bidSize', 'bid', 'ask', 'askSize', 'spread', 'last', 'time']) {
      cells[name] = tr.insertCell();
      cells[name].className = name === 'symbol' ? 'text'
        : ['bidSize', 'askSize', 'spread', 'time'].includes(name) ? `${name} wide` : name;
    }
    const at = symbol.indexOf('@');
    const venue = document.createElement('span');
    venue.className = 'venue';
    venue.textContent = symbol.slice(at);
    cells.symbol.append(symbol.slice(0, at), venue);
    const after = [...this.#body.rows].find((other) => other.dataset.symbol > symbol);
    this.#body.insertBefore(tr, after ?? null);
    return cells;
  }

  #drawRow({ cells, shown, instrument, quote, trade }, nowMs) {
    const { priceExponent, sizeExponent } = instrument;
    if (quote) {
      const hasBid = quote.bidPrice !== NO_PRICE;
      const hasAsk = quote.askPrice !== NO_PRICE;
      price(cells.bid, shown, 'bid', hasBid ? quote.bidPrice : null, priceExponent, nowMs);
      price(cells.ask, shown, 'ask', hasAsk ? quote.askPrice : null, priceExponent, nowMs);
      cells.bidSize.textContent = hasBid ? formatDecimal(quote.bidSize, sizeExponent) : '–';
      cells.askSize.textContent = hasAsk ? formatDecimal(quote.askSize, sizeExponent) : '–';
      cells.spread.textContent = hasBid && hasAsk
        ? formatDecimal(quote.askPrice - quote.bidPrice, priceExponent) : '–';
      cells.time.textContent = timeText(quote.time);
    }
    if (trade) {
      cells.last.textContent = formatDecimal(trade.price, priceExponent);
      cells.last.classList.toggle('buy', trade.side === 'buy');
      cells.last.classList.toggle('sell', trade.side === 'sell');
    }
  }
}

function price(cell, shown, name, value, exponent, nowMs) {
  const before = shown[name];
  if (value === before?.value) {
    return;
  }
  cell.textContent = value === null ? '–' : formatDecimal(value, exponent);
  if (value !== null && before && before.value !== null) {
    cell.classList.remove('up', 'down');
    cell.classList.add(value > before.value ? 'up' : 'down');
    setTimeout(() => {
      if (shown[name].sinceMs === nowMs) {
        cell.classList.remove('up', 'down');
      }
    }, FLASH_MS);
  }
  shown[name] = { value, sinceMs: nowMs };
}

/** Hours to milliseconds, UTC. */
export function timeText(timeNs) {
  return new Date(Number(timeNs / 1_000_000n)).toISOString().slice(11, 23);
}
