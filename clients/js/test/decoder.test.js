import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeFrame, formatDecimal, NO_PRICE, ProtocolError, toNumber } from '../src/index.js';
import * as frames from './frames.js';

const TIME = 1_723_161_471_011_492_645n;
const INSTRUMENTS = new Map([[3, { id: 3, symbol: 'BTCUSDT@spot', priceExponent: -2, sizeExponent: -5 }]]);

function decode(bytes) {
  const seen = [];
  const covered = decodeFrame(bytes, INSTRUMENTS, {
    onQuote: (value, flags) => seen.push({ ...value, instrument: value.instrument.symbol, flags }),
    onTrade: (value, flags) => seen.push({ ...value, instrument: value.instrument.symbol, flags }),
    onFeedStatus: (value, flags) => seen.push({ ...value, flags }),
  });
  return { covered, seen };
}

test('should decode every template', () => {
  const far = TIME + 10_000_000_000n;
  const { covered, seen } = decode(frames.frame({
    from: 7, through: 12, baseTime: TIME, flags: 2, entries: [
      frames.quote(3, TIME, 6_171_894n, 124_669n, 6_171_895n, 4_294_967_295n),
      frames.trade(3, TIME - 1_999_999_999n, 6_171_894n, 160n, 4_000_000_000, 2),
      frames.baseTime(far),
      frames.wideQuote(3, far + 5n, NO_PRICE, 0n, 1n, 2n ** 63n),
      frames.wideTrade(3, far - 5n, -5n, 2n ** 40n, 1, 0),
      frames.status(far, 65_535, 3)],
  }));
  const at = { instrument: 'BTCUSDT@spot', flags: 2 };
  assert.deepEqual(covered, { from: 7, through: 12, flags: 2, entryCount: 6 });
  assert.deepEqual(seen, [
    { time: TIME, ...at, bidPrice: 6_171_894n, bidSize: 124_669n, askPrice: 6_171_895n, askSize: 4_294_967_295n },
    { time: TIME - 1_999_999_999n, ...at, price: 6_171_894n, size: 160n, conditions: 4_000_000_000, side: 'sell' },
    { time: far + 5n, ...at, bidPrice: NO_PRICE, bidSize: 0n, askPrice: 1n, askSize: 2n ** 63n },
    { time: far - 5n, ...at, price: -5n, size: 2n ** 40n, conditions: 1, side: null },
    { time: far, sourceId: 65_535, status: 'down', flags: 2 }]);
});

test('should pass over what it does not know', () => {
  const longer = new Uint8Array(40);
  longer.set(frames.quote(3, TIME, 1n, 2n, 3n, 4n));
  longer[0] = 36;
  const { seen } = decode(frames.frame({
    baseTime: TIME, extraHeader: 5, entries: [frames.unknown(99, 0), longer, frames.unknown(200, 255)] }));
  assert.equal(seen.length, 1);
  assert.equal(seen[0].askSize, 4n);
});

test('should refuse what the format forbids', () => {
  const good = frames.frame({ from: 1, through: 2, baseTime: TIME, entries: [frames.quote(3, TIME, 1n, 1n, 2n, 1n)] });
  for (let length = 0; length < good.byteLength; length++) {
    assert.throws(() => decode(good.slice(0, length)), ProtocolError, `cut at ${length}`);
  }
  assert.throws(() => decode(frames.frame({ from: 5, through: 4 })), ProtocolError);
  assert.throws(() => decode(frames.frame({ from: -1, through: 4 })), ProtocolError);
  assert.throws(() => decode(frames.frame({ entries: [frames.unknown(9, 1)], count: 2 })), ProtocolError);
  assert.throws(() => decode(frames.frame({ entries: [frames.quote(4, TIME, 1n, 1n, 2n, 1n)] })), /not announced/);
  assert.throws(() => decode(frames.frame({ entries: [frames.unknown(2, 31)] })), ProtocolError);
  assert.throws(() => decode(frames.frame({ from: 1, through: 2, flags: 1 })), /can't cover/);
  assert.throws(() => decode(frames.frame({ entries: [frames.unknown(1, 28)] })), /only at the start/);
  assert.throws(() => decode([1, 2]), /binaryType/);
});

test('should deliver nothing of a frame whose last entry is damaged', () => {
  const seen = [];
  const bytes = frames.frame({ baseTime: TIME, entries: [frames.quote(3, TIME, 1n, 1n, 2n, 1n), frames.unknown(2, 31)] });
  assert.throws(() => decodeFrame(bytes, INSTRUMENTS, { onQuote: (quote) => seen.push(quote) }), ProtocolError);
  assert.deepEqual(seen, []);
});

test('should take a side that a later version adds as not known', () => {
  assert.equal(decode(frames.frame({ entries: [frames.trade(3, 0n, 1n, 1n, 0, 3)] })).seen[0].side, null);
});

test('should throw nothing but a protocol error, whatever comes', () => {
  let seed = Date.now() % 2_147_483_647;
  console.log(`seed ${seed}`);
  let accepted = 0;
  const random = (limit) => (seed = (seed * 48_271) % 2_147_483_647) % limit;
  for (let round = 0; round < 50_000; round++) {
    const bytes = new Uint8Array(frames.frame({ baseTime: TIME, through: 3, entries: [
      frames.quote(3, TIME, 1n, 1n, 2n, 1n), frames.trade(3, TIME, 1n, 1n, 0, 1), frames.baseTime(TIME)] }));
    for (let i = random(4); i >= 0; i--) {
      bytes[random(bytes.length)] = random(256);
    }
    let count = 0;
    const handler = { onQuote: () => count++, onTrade: () => count++, onFeedStatus: () => count++ };
    try {
      decodeFrame(bytes.subarray(0, random(10) === 0 ? random(bytes.length) : bytes.length), INSTRUMENTS, handler);
      accepted++;
    } catch (error) {
      assert.ok(error instanceof ProtocolError, error.stack);
      assert.equal(count, 0, 'delivered in part');
    }
  }
  assert.ok(accepted > 100 && accepted < 49_900, `${accepted} accepted`);
});

test('should write exact decimals', () => {
  const cases = [[6_180_020n, -2, '61800.20'], [2_507n, -3, '2.507'], [-5n, -2, '-0.05'], [0n, -3, '0.000'], [0n, 2, '0'],
    [12n, 0, '12'], [-12n, 2, '-1200'], [2n ** 63n - 1n, -18, '9.223372036854775807'],
    [-(2n ** 63n), -18, '-9.223372036854775808']];
  for (const [mantissa, exponent, text] of cases) {
    assert.equal(formatDecimal(mantissa, exponent), text);
  }
  assert.equal(toNumber(6_180_020n, -2), 61_800.2);
});
