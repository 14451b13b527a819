import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { decodeFrame, formatDecimal, NO_PRICE, ProtocolError } from '../src/index.js';

/** The frames that every client must understand in the same way; the Java client is checked against them too. */
const vectors = JSON.parse(readFileSync(new URL('../../vectors/frames.json', import.meta.url), 'utf8'));
const instruments = new Map(vectors.instruments.map((instrument) => [instrument.id, instrument]));

const price = (value, { priceExponent }) => (value === NO_PRICE ? null : formatDecimal(value, priceExponent));
const size = (value, { sizeExponent }) => formatDecimal(value, sizeExponent);

function decode(bytes, ticks) {
  return decodeFrame(bytes, instruments, {
    onQuote: ({ time, instrument, bidPrice, bidSize, askPrice, askSize }) => ticks.push({ type: 'quote',
      symbol: instrument.symbol, time: String(time), bid: price(bidPrice, instrument),
      bidSize: size(bidSize, instrument), ask: price(askPrice, instrument), askSize: size(askSize, instrument) }),
    onTrade: (trade) => ticks.push({ type: 'trade', symbol: trade.instrument.symbol, time: String(trade.time),
      price: price(trade.price, trade.instrument), size: size(trade.size, trade.instrument), side: trade.side,
      conditions: trade.conditions }),
    onFeedStatus: ({ time, sourceId, status }) => ticks.push({ type: 'feedStatus', time: String(time), sourceId,
      status }),
  });
}

for (const { name, hex, refused, ticks: expected, ...covered } of vectors.frames) {
  test(`should ${refused ? 'refuse' : 'understand'}: ${name}`, () => {
    const bytes = Buffer.from(hex, 'hex');
    const ticks = [];
    if (refused) {
      assert.throws(() => decode(bytes, ticks), ProtocolError);
      assert.deepEqual(ticks, []);
    } else {
      assert.deepEqual(decode(bytes, ticks), covered);
      assert.deepEqual(ticks, expected);
    }
  });
}
