const NS_PER_SECOND = 1_000_000_000n;
const NS_PER_MS = 1_000_000n;
const LAST_NS = 2n ** 63n - 1n;
const FRACTION_DIGITS = 9;
const ISO_TEXT = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?Z$/;

/**
 * A time as a request names it. The text is exact to the ns, which a number in JSON would not be.
 *
 * @param {Date|string|bigint} time a Date, an ISO text in UTC, or ns since 1970; from 1970 to 2262
 * @returns {string} ISO text in UTC
 */
export function isoTime(time) {
  const ns = nsOf(time);
  if (ns === null) {
    throw new TypeError('since must be a Date, a text such as \'2026-11-24T14:30:00.000000001Z\', or a BigInt of ns'
      + ` since 1970: ${String(time)}`);
  }
  if (ns < 0n || ns > LAST_NS) {
    throw new RangeError(`since must be a time from 1970-01-01T00:00:00Z to ${isoOf(LAST_NS)}: ${String(time)}`);
  }
  return isoOf(ns);
}

function nsOf(time) {
  if (typeof time === 'bigint') {
    return time;
  }
  if (time instanceof Date) {
    return Number.isNaN(time.getTime()) ? null : BigInt(time.getTime()) * NS_PER_MS;
  }
  const found = typeof time === 'string' ? ISO_TEXT.exec(time) : null;
  if (found === null) {
    return null;
  }
  const [, seconds, fraction = ''] = found;
  const ms = Date.parse(`${seconds}Z`);
  // Parsing alone would take 30 February for 2 March.
  if (Number.isNaN(ms) || !new Date(ms).toISOString().startsWith(seconds)) {
    return null;
  }
  return BigInt(ms) * NS_PER_MS + BigInt(fraction.padEnd(FRACTION_DIGITS, '0'));
}

function isoOf(ns) {
  const seconds = new Date(Number(ns / NS_PER_SECOND) * 1_000).toISOString().replace(/\.\d+Z$/, '');
  const fraction = String(ns % NS_PER_SECOND).padStart(FRACTION_DIGITS, '0').replace(/0+$/, '');
  return fraction === '' ? `${seconds}Z` : `${seconds}.${fraction}Z`;
}
