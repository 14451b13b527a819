/**
 * Which patterns the application wants, which the server has confirmed, and which requests are under way. What is
 * wanted may change at any time; what has to be asked for is the difference. Only confirmed patterns go into a resume,
 * for others need a snapshot first.
 */
export class Subscription {
  #wanted;
  #confirmed;
  /** Request id to what it asks: op and symbols. */
  #asked = new Map();

  /**
   * @param {Iterable<string>} symbols patterns
   * @param {boolean} isConfirmed whether an earlier run got ticks of them
   */
  constructor(symbols, isConfirmed) {
    this.#wanted = new Set(symbols);
    this.#confirmed = new Set(isConfirmed ? symbols : []);
  }

  get wanted() {
    return [...this.#wanted];
  }

  get confirmed() {
    return [...this.#confirmed];
  }

  /** Patterns to subscribe to now. */
  get missing() {
    const underWay = new Set([...this.#asked.values()].filter(({ op }) => op !== 'unsubscribe')
      .flatMap(({ symbols }) => symbols));
    return [...this.#wanted].filter((symbol) => !this.#confirmed.has(symbol) && !underWay.has(symbol));
  }

  /** Patterns to unsubscribe from now. */
  get surplus() {
    return [...this.#confirmed].filter((symbol) => !this.#wanted.has(symbol));
  }

  add(symbols) {
    symbols.forEach((symbol) => this.#wanted.add(symbol));
  }

  remove(symbols) {
    symbols.forEach((symbol) => this.#wanted.delete(symbol));
  }

  /** A request was sent. What is unsubscribed counts as gone at once, since the server takes requests in order. */
  asked(id, op, symbols) {
    this.#asked.set(id, { op, symbols });
    if (op === 'unsubscribe') {
      symbols.forEach((symbol) => this.#confirmed.delete(symbol));
    }
  }

  /** The server has done it. */
  confirm(id) {
    const request = this.#asked.get(id);
    this.#asked.delete(id);
    if (request && request.op !== 'unsubscribe') {
      request.symbols.forEach((symbol) => this.#confirmed.add(symbol));
    }
  }

  /** The server can't do it now: it stays to be asked for. */
  postpone(id) {
    const request = this.#asked.get(id);
    this.#asked.delete(id);
    if (request?.op === 'unsubscribe') {
      request.symbols.forEach((symbol) => this.#confirmed.add(symbol));
    }
  }

  /** The server will not do it: asking again would not help. */
  refuse(id) {
    const request = this.#asked.get(id);
    this.#asked.delete(id);
    if (request?.op === 'subscribe') {
      this.remove(request.symbols);
    }
  }

  /** The connection is gone, and with it what the server knew; a resume brings back only what is still wanted. */
  disconnected() {
    this.#asked.clear();
    this.surplus.forEach((symbol) => this.#confirmed.delete(symbol));
  }
}
