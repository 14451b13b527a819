/** Writes frames as docs/stream-format.md has them; shares no code with the decoder. */
export function frame({ from = 0, through = from, baseTime = 0n, flags = 4, entries = [], count = entries.length,
  extraHeader = 0 }) {
  const size = 32 + extraHeader + entries.reduce((sum, bytes) => sum + bytes.byteLength, 0);
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, 28 + extraHeader);
  view.setUint8(1, 1);
  view.setUint8(2, 2);
  view.setUint8(3, 1);
  view.setBigInt64(4, BigInt(from), true);
  view.setBigInt64(12, BigInt(through), true);
  view.setBigInt64(20, baseTime, true);
  view.setUint16(28, count, true);
  view.setUint8(30, flags);
  let at = 32 + extraHeader;
  for (const entry of entries) {
    bytes.set(entry, at);
    at += entry.byteLength;
  }
  return bytes.buffer;
}

function entry(template, block, fill) {
  const bytes = new Uint8Array(4 + block);
  bytes.set([block, template, 2, 1]);
  fill(new DataView(bytes.buffer, 4));
  return bytes;
}

const low = (time) => Number(BigInt.asUintN(32, time));

export const quote = (id, time, bid, bidSize, ask, askSize) => entry(2, 32, (view) => {
  view.setInt32(0, id, true);
  view.setUint32(4, low(time), true);
  view.setBigInt64(8, bid, true);
  view.setBigInt64(16, ask, true);
  view.setUint32(24, Number(bidSize), true);
  view.setUint32(28, Number(askSize), true);
});

export const trade = (id, time, price, size, conditions, side) => entry(3, 25, (view) => {
  view.setInt32(0, id, true);
  view.setUint32(4, low(time), true);
  view.setBigInt64(8, price, true);
  view.setUint32(16, Number(size), true);
  view.setUint32(20, conditions, true);
  view.setUint8(24, side);
});

export const wideQuote = (id, time, bid, bidSize, ask, askSize) => entry(4, 40, (view) => {
  view.setInt32(0, id, true);
  view.setUint32(4, low(time), true);
  view.setBigInt64(8, bid, true);
  view.setBigInt64(16, ask, true);
  view.setBigUint64(24, bidSize, true);
  view.setBigUint64(32, askSize, true);
});

export const wideTrade = (id, time, price, size, conditions, side) => entry(5, 29, (view) => {
  view.setInt32(0, id, true);
  view.setUint32(4, low(time), true);
  view.setBigInt64(8, price, true);
  view.setBigUint64(16, size, true);
  view.setUint32(24, conditions, true);
  view.setUint8(28, side);
});

export const baseTime = (time) => entry(6, 8, (view) => view.setBigInt64(0, time, true));

export const status = (time, sourceId, code) => entry(7, 7, (view) => {
  view.setUint32(0, low(time), true);
  view.setUint16(4, sourceId, true);
  view.setUint8(6, code);
});

export const unknown = (template, block) => entry(template, block, () => {});
