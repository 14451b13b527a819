/**
 * Reads the binary frames of tickwire.v1, as docs/stream-format.md describes them: little-endian, a header of four
 * bytes before each part, by which a reader passes over what it does not know.
 */

/** What the server sent makes no sense; the connection is of no more use. */
export class ProtocolError extends Error {
  constructor(message) {
    super(message);
    this.name = 'ProtocolError';
  }
}

/** Bits of a frame's flags. */
export const Flags = Object.freeze({ SNAPSHOT: 1, REPLAY: 2, LIVE: 4, CONFLATED: 8 });

/** The price of a side of the book on which nobody quotes. */
export const NO_PRICE = -(2n ** 63n);

const HEADER = 4;
const SCHEMA_ID = 2;
const FRAME_HEADER = 1;
const FRAME_BLOCK = 28;
const SIDES = [null, 'buy', 'sell'];

/** Template: least block length, and how its entry is read and handed over. */
const ENTRIES = {
  2: { block: 32, read: (view, at, time, handler, flags, instrument) => handler.onQuote?.({
    time, instrument,
    bidPrice: view.getBigInt64(at + 8, true), bidSize: BigInt(view.getUint32(at + 24, true)),
    askPrice: view.getBigInt64(at + 16, true), askSize: BigInt(view.getUint32(at + 28, true)) }, flags) },
  3: { block: 25, read: (view, at, time, handler, flags, instrument) => handler.onTrade?.({
    time, instrument,
    price: view.getBigInt64(at + 8, true), size: BigInt(view.getUint32(at + 16, true)),
    conditions: view.getUint32(at + 20, true), side: sideOf(view.getUint8(at + 24)) }, flags) },
  4: { block: 40, read: (view, at, time, handler, flags, instrument) => handler.onQuote?.({
    time, instrument,
    bidPrice: view.getBigInt64(at + 8, true), bidSize: view.getBigUint64(at + 24, true),
    askPrice: view.getBigInt64(at + 16, true), askSize: view.getBigUint64(at + 32, true) }, flags) },
  5: { block: 29, read: (view, at, time, handler, flags, instrument) => handler.onTrade?.({
    time, instrument,
    price: view.getBigInt64(at + 8, true), size: view.getBigUint64(at + 16, true),
    conditions: view.getUint32(at + 24, true), side: sideOf(view.getUint8(at + 28)) }, flags) },
};
const BASE_TIME = 6;
const FEED_STATUS = 7;

function sideOf(code) {
  if (code > 2) {
    throw new ProtocolError(`a trade has side ${code}; 0, 1 and 2 are known`);
  }
  return SIDES[code];
}

/**
 * Read the header of a frame, after checking that the frame is whole to its end.
 *
 * @param {DataView} view the frame
 * @returns {{from: number, through: number, baseTime: bigint, flags: number, entryCount: number, start: number}}
 */
export function readHeader(view) {
  if (view.byteLength < HEADER + FRAME_BLOCK) {
    throw new ProtocolError(`a frame has at least ${HEADER + FRAME_BLOCK} bytes, this one has ${view.byteLength}`);
  }
  const blockLength = view.getUint8(0);
  if (view.getUint8(1) !== FRAME_HEADER || view.getUint8(2) !== SCHEMA_ID || blockLength < FRAME_BLOCK) {
    throw new ProtocolError('the message does not start with a frame header');
  }
  const header = {
    from: position(view, 4), through: position(view, 12), baseTime: view.getBigInt64(20, true),
    entryCount: view.getUint16(28, true), flags: view.getUint8(30), start: HEADER + blockLength,
  };
  if (header.through < header.from) {
    throw new ProtocolError(`a frame covers (${header.from}, ${header.through}]`);
  }
  let count = 0;
  let at = header.start;
  for (; at + HEADER <= view.byteLength; at += HEADER + view.getUint8(at)) {
    count++;
  }
  if (at !== view.byteLength || count !== header.entryCount) {
    throw new ProtocolError(`a frame of ${header.entryCount} entries ends within one, or has ${count}`);
  }
  return header;
}

function position(view, at) {
  const value = view.getBigInt64(at, true);
  if (value < 0n || value > BigInt(Number.MAX_SAFE_INTEGER)) {
    throw new ProtocolError(`${value} is no position`);
  }
  return Number(value);
}

/**
 * Hand over the entries of a frame.
 *
 * @param {DataView} view the frame
 * @param {ReturnType<typeof readHeader>} header its header
 * @param {Map<number, object>} instruments what ids stand for
 * @param {object} handler onQuote, onTrade, onFeedStatus; all optional
 */
export function readEntries(view, header, instruments, handler) {
  let baseTime = header.baseTime;
  for (let at = header.start; at < view.byteLength; at += HEADER + view.getUint8(at)) {
    const template = view.getUint8(at + 1);
    const block = at + HEADER;
    const blockLength = view.getUint8(at);
    const entry = ENTRIES[template];
    if (view.getUint8(at + 2) !== SCHEMA_ID) {
      continue;
    }
    if (entry) {
      requireBlock(template, blockLength, entry.block);
      const id = view.getInt32(block, true);
      const instrument = instruments.get(id);
      if (!instrument) {
        throw new ProtocolError(`instrument ${id} was not announced`);
      }
      entry.read(view, block, timeOf(view, block + 4, baseTime), handler, header.flags, instrument);
    } else if (template === BASE_TIME) {
      requireBlock(template, blockLength, 8);
      baseTime = view.getBigInt64(block, true);
    } else if (template === FEED_STATUS) {
      requireBlock(template, blockLength, 7);
      handler.onFeedStatus?.({ time: timeOf(view, block, baseTime), sourceId: view.getUint16(block + 4, true),
        status: [null, 'up', 'stale', 'down'][view.getUint8(block + 6)] ?? 'unknown' }, header.flags);
    }
  }
}

function requireBlock(template, length, least) {
  if (length < least) {
    throw new ProtocolError(`an entry of template ${template} has ${length} bytes; at least ${least} are needed`);
  }
}

/** The full time is the one nearest to the base time whose low 32 bits are the entry's. */
function timeOf(view, at, baseTime) {
  return baseTime + BigInt.asIntN(32, BigInt(view.getUint32(at, true)) - baseTime);
}

/**
 * Decode a whole frame.
 *
 * @param {ArrayBuffer|ArrayBufferView} bytes the binary message
 * @param {Map<number, object>} instruments what ids stand for
 * @param {object} handler onQuote, onTrade, onFeedStatus; all optional
 * @returns {{from: number, through: number, flags: number}} what the frame covers
 */
export function decodeFrame(bytes, instruments, handler) {
  const view = viewOf(bytes);
  const header = readHeader(view);
  readEntries(view, header, instruments, handler);
  return { from: header.from, through: header.through, flags: header.flags };
}

/** A view of a message, however the WebSocket hands it over. */
export function viewOf(bytes) {
  return ArrayBuffer.isView(bytes) ? new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    : new DataView(bytes);
}
