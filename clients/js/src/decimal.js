/**
 * The exact text of mantissa x 10^exponent, with exactly -exponent decimals (none for an exponent of 0 or more).
 *
 * @param {bigint} mantissa any int64
 * @param {number} exponent -18 to 18
 * @returns {string} for example '61800.20' for 6180020n and -2
 */
export function formatDecimal(mantissa, exponent) {
  if (exponent >= 0) {
    return mantissa === 0n ? '0' : mantissa.toString() + '0'.repeat(exponent);
  }
  const sign = mantissa < 0n ? '-' : '';
  const digits = (mantissa < 0n ? -mantissa : mantissa).toString().padStart(1 - exponent, '0');
  return sign + digits.slice(0, exponent) + '.' + digits.slice(exponent);
}

/**
 * The nearest double, for a chart. Not exact; never compute with it what is owed to somebody.
 *
 * @param {bigint} mantissa any int64
 * @param {number} exponent -18 to 18
 * @returns {number} about mantissa x 10^exponent
 */
export function toNumber(mantissa, exponent) {
  return Number(formatDecimal(mantissa, exponent));
}
