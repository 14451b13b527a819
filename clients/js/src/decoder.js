/**
 * Reads the binary frames of tickwire.v1, as docs/stream-format.md describes them: little-endian, a header of four
 * bytes before each part, by which a reader passes over what it does not know. A frame is checked as a whole before
 * its first entry is handed over, so that a damaged one is never delivered in part.
 */
import { ProtocolError } from './protocol-error.js';

/** Bits of a frame's flags. */
export const Flags = Object.freeze({ SNAPSHOT: 1, REPLAY: 2, LIVE: 4, CONFLATED: 8 });

/** The price of a side of the book on which nobody quotes. */
export const NO_PRICE = -(2n ** 63n);

const PART_HEADER = 4;
const SCHEMA_ID = 2;
const FRAME_HEADER = 1;
const FRAME_BLOCK = 28;
const QUOTE = 2;
const TRADE = 3;
const WIDE_QUOTE = 4;
const WIDE_TRADE = 5;
const BASE_TIME = 6;
const FEED_STATUS = 7;
/** Least block length of each entry that is known. */
const LEAST_BLOCK = new Map([[QUOTE, 32], [TRADE, 25], [WIDE_QUOTE, 40], [WIDE_TRADE, 29], [BASE_TIME, 8],
  [FEED_STATUS, 7]]);
const SIDES = [null, 'buy', 'sell'];
const STATUSES = [null, 'up', 'stale', 'down'];

/**
 * Check a whole frame.
 *
 * @param {DataView} view the frame
 * @param {Map<number, object>} instruments those that were announced
 * @returns {{from: number, through: number, baseTime: bigint, flags: number, entryCount: number, start: number}} its
 *   header, and where its first entry starts
 * @throws {ProtocolError} if the format does not allow these bytes, or an instrument was not announced
 */
export function checkFrame(view, instruments) {
  const start = endOfPart(view, 0);
  if (view.getUint8(1) !== FRAME_HEADER || start < PART_HEADER + FRAME_BLOCK) {
    throw new ProtocolError('the message does not start with a frame header');
  }
  const header = {
    from: position(view, 4), through: position(view, 12), baseTime: view.getBigInt64(20, true),
    entryCount: view.getUint16(28, true), flags: view.getUint8(30), start,
  };
  if (header.through < header.from || (header.flags & Flags.SNAPSHOT) !== 0 && header.from !== header.through) {
    throw new ProtocolError(`a frame can't cover (${header.from}, ${header.through}] with flags ${header.flags}`);
  }
  let count = 0;
  for (let at = start; at < view.byteLength; count++) {
    const next = endOfPart(view, at);
    checkEntry(view, at, instruments);
    at = next;
  }
  if (count !== header.entryCount) {
    throw new ProtocolError(`the frame's header says ${header.entryCount} entries, there are ${count}`);
  }
  return header;
}

function endOfPart(view, at) {
  if (view.byteLength - at < PART_HEADER) {
    throw new ProtocolError(`the frame is cut off in a part's header, at byte ${view.byteLength}`);
  }
  if (view.getUint8(at + 2) !== SCHEMA_ID) {
    throw new ProtocolError(`schema id must be ${SCHEMA_ID}: ${view.getUint8(at + 2)}`);
  }
  const end = at + PART_HEADER + view.getUint8(at);
  if (end > view.byteLength) {
    throw new ProtocolError(`the frame is cut off: template ${view.getUint8(at + 1)} needs ${end - view.byteLength}`
      + ' bytes more');
  }
  return end;
}

function checkEntry(view, at, instruments) {
  const template = view.getUint8(at + 1);
  if (template === FRAME_HEADER) {
    throw new ProtocolError('a frame header may stand only at the start of a frame');
  }
  const least = LEAST_BLOCK.get(template);
  if (least === undefined) {
    return;
  }
  if (view.getUint8(at) < least) {
    throw new ProtocolError(`the block of template ${template} has at least ${least} bytes: ${view.getUint8(at)}`);
  }
  if (template <= WIDE_TRADE && !instruments.has(view.getInt32(at + PART_HEADER, true))) {
    throw new ProtocolError(`instrument id ${view.getInt32(at + PART_HEADER, true)} was not announced before its`
      + ' first entry');
  }
}

function position(view, at) {
  const value = view.getBigInt64(at, true);
  if (value < 0n || value > BigInt(Number.MAX_SAFE_INTEGER)) {
    throw new ProtocolError(`a position is 0 to 2^53 - 1: ${value}`);
  }
  return Number(value);
}

/**
 * Hand over the entries of a frame that {@link checkFrame} has checked.
 *
 * @param {DataView} view the frame
 * @param {ReturnType<typeof checkFrame>} header its header
 * @param {Map<number, object>} instruments what ids stand for
 * @param {object} handler onQuote, onTrade, onFeedStatus; all optional
 */
export function deliverEntries(view, header, instruments, handler) {
  const { flags } = header;
  let { baseTime } = header;
  for (let at = header.start; at < view.byteLength; at += PART_HEADER + view.getUint8(at)) {
    const block = at + PART_HEADER;
    switch (view.getUint8(at + 1)) {
      case QUOTE: handler.onQuote?.(quote(view, block, baseTime, instruments), flags); break;
      case TRADE: handler.onTrade?.(trade(view, block, baseTime, instruments), flags); break;
      case WIDE_QUOTE: handler.onQuote?.(wideQuote(view, block, baseTime, instruments), flags); break;
      case WIDE_TRADE: handler.onTrade?.(wideTrade(view, block, baseTime, instruments), flags); break;
      case BASE_TIME: baseTime = view.getBigInt64(block, true); break;
      case FEED_STATUS: handler.onFeedStatus?.(feedStatus(view, block, baseTime), flags); break;
      default: break; // A later version's entry, which this one can do without.
    }
  }
}

function quote(view, at, baseTime, instruments) {
  return {
    time: timeOf(view, at + 4, baseTime), instrument: instruments.get(view.getInt32(at, true)),
    bidPrice: view.getBigInt64(at + 8, true), bidSize: BigInt(view.getUint32(at + 24, true)),
    askPrice: view.getBigInt64(at + 16, true), askSize: BigInt(view.getUint32(at + 28, true)),
  };
}

function wideQuote(view, at, baseTime, instruments) {
  return {
    time: timeOf(view, at + 4, baseTime), instrument: instruments.get(view.getInt32(at, true)),
    bidPrice: view.getBigInt64(at + 8, true), bidSize: view.getBigUint64(at + 24, true),
    askPrice: view.getBigInt64(at + 16, true), askSize: view.getBigUint64(at + 32, true),
  };
}

function trade(view, at, baseTime, instruments) {
  return {
    time: timeOf(view, at + 4, baseTime), instrument: instruments.get(view.getInt32(at, true)),
    price: view.getBigInt64(at + 8, true), size: BigInt(view.getUint32(at + 16, true)),
    conditions: view.getUint32(at + 20, true), side: SIDES[view.getUint8(at + 24)] ?? null,
  };
}

function wideTrade(view, at, baseTime, instruments) {
  return {
    time: timeOf(view, at + 4, baseTime), instrument: instruments.get(view.getInt32(at, true)),
    price: view.getBigInt64(at + 8, true), size: view.getBigUint64(at + 16, true),
    conditions: view.getUint32(at + 24, true), side: SIDES[view.getUint8(at + 28)] ?? null,
  };
}

function feedStatus(view, at, baseTime) {
  return {
    time: timeOf(view, at, baseTime), sourceId: view.getUint16(at + 4, true),
    status: STATUSES[view.getUint8(at + 6)] ?? 'unknown',
  };
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
 * @returns {{from: number, through: number, flags: number, entryCount: number}} what the frame covers
 * @throws {ProtocolError} if the frame is damaged; nothing of it was handed over then
 */
export function decodeFrame(bytes, instruments, handler) {
  const view = viewOf(bytes);
  const header = checkFrame(view, instruments);
  deliverEntries(view, header, instruments, handler);
  return { from: header.from, through: header.through, flags: header.flags, entryCount: header.entryCount };
}

/**
 * A view of a message, however the WebSocket hands it over.
 *
 * @param {ArrayBuffer|ArrayBufferView} bytes the binary message
 * @returns {DataView} of exactly these bytes
 */
export function viewOf(bytes) {
  if (ArrayBuffer.isView(bytes)) {
    return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
  if (bytes instanceof ArrayBuffer) {
    return new DataView(bytes);
  }
  throw new ProtocolError('a binary message must come as an ArrayBuffer; the WebSocket has another binaryType');
}
