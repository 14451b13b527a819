import { requireHosts } from './route.js';
import { isoTime } from './time.js';

const DEFAULTS = {
  url: 'ws://127.0.0.1:8800', symbols: [], mode: 'all', maxRate: 10, start: null, since: null, token: null,
  minDelayMs: 100, maxDelayMs: 10_000, connectTimeoutMs: 5_000, silenceHeartbeats: 5, random: Math.random,
  followHosts: [],
};
const MODES = ['all', 'conflated', 'trade-safe'];
const RATE_LIMIT = 1_000;
const PATTERN_LENGTH_LIMIT = 64;

/**
 * The options with their defaults.
 *
 * @param {object} options as the application gave them
 * @returns {object} all of them, checked; since as a request names it
 */
export function checked(options) {
  const all = { WebSocket: globalThis.WebSocket, ...DEFAULTS };
  for (const [name, value] of Object.entries(options)) {
    if (value !== undefined) {
      all[name] = value;
    }
  }
  if (typeof all.WebSocket !== 'function') {
    throw new TypeError('there is no WebSocket here; pass one as the option WebSocket, such as that of the package ws');
  }
  requireSymbols(all.symbols);
  requireHosts(all.followHosts);
  if (all.start !== null && (typeof all.start?.epoch !== 'string' || !Number.isSafeInteger(all.start.position)
      || all.start.position < 0)) {
    throw new TypeError('start must be a position as the client told it: { epoch: text, position: number }');
  }
  if (all.since !== null) {
    if (all.start !== null) {
      throw new TypeError('start and since exclude each other; give a position to go on from, or a time to begin at,'
        + ' not both');
    }
    all.since = isoTime(all.since);
  }
  if (all.token !== null && typeof all.token !== 'function') {
    throw new TypeError('token must be a function that gives a JWT, or a promise of one; it is asked again before each'
      + ' connection');
  }
  for (const name of ['connectTimeoutMs', 'silenceHeartbeats']) {
    if (!(all[name] >= 1)) {
      throw new RangeError(`${name} must be 1 or more: ${all[name]}`);
    }
  }
  return all;
}

/**
 * Check patterns.
 *
 * @param {string[]} symbols patterns of SYMBOL@VENUE
 */
export function requireSymbols(symbols) {
  if (!Array.isArray(symbols)) {
    throw new TypeError(`symbols must be a list of patterns such as ['BTC*']: ${symbols}`);
  }
  for (const symbol of symbols) {
    if (typeof symbol !== 'string' || symbol.length === 0 || symbol.length > PATTERN_LENGTH_LIMIT) {
      throw new TypeError(`a pattern is a text of 1 to ${PATTERN_LENGTH_LIMIT} characters such as 'BTC*': ${symbol}`);
    }
  }
}

/**
 * The members of a request that say how to deliver.
 *
 * @param {string} mode 'all', 'conflated' or 'trade-safe'
 * @param {number} maxRate frames a second where the mode has a rate
 * @returns {object} for JSON
 */
export function deliveryOf(mode, maxRate) {
  if (!MODES.includes(mode)) {
    throw new TypeError(`mode must be 'all', 'conflated' or 'trade-safe': ${mode}`);
  }
  if (!Number.isInteger(maxRate) || maxRate < 1 || maxRate > RATE_LIMIT) {
    throw new RangeError(`maxRate must be 1 to ${RATE_LIMIT} frames a second: ${maxRate}`);
  }
  return mode === 'all' ? { mode } : { mode, maxRate };
}
