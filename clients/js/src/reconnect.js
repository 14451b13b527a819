const DOUBLINGS_LIMIT = 30;

/**
 * How long to wait before the next attempt to connect: from the least delay, twice as long after each failure up to
 * the greatest, and of that a random part between one half and all, so that clients do not come back all at once.
 */
export class BackOff {
  #minDelayMs;
  #maxDelayMs;
  #random;
  #failures = 0;

  /**
   * @param {number} minDelayMs first delay, 1 or more
   * @param {number} maxDelayMs greatest delay, at least minDelayMs
   * @param {() => number} random 0 to below 1
   */
  constructor(minDelayMs, maxDelayMs, random) {
    if (!(minDelayMs >= 1 && maxDelayMs >= minDelayMs)) {
      throw new RangeError(`reconnect delays must be 1 <= min <= max ms: ${minDelayMs}, ${maxDelayMs}`);
    }
    this.#minDelayMs = minDelayMs;
    this.#maxDelayMs = maxDelayMs;
    this.#random = random;
  }

  /** The delay after one more failure, in ms. */
  next() {
    const fullMs = Math.min(this.#maxDelayMs, this.#minDelayMs * 2 ** Math.min(this.#failures++, DOUBLINGS_LIMIT));
    return Math.max(1, Math.round(fullMs * (0.5 + this.#random() / 2)));
  }

  /** The connection works. */
  reset() {
    this.#failures = 0;
  }
}
