/** Reads the text messages of the session protocol, checks what the client relies on, and words its first request. */
import { ProtocolError } from './protocol-error.js';

const PROTOCOL = 'tickwire.v1';
const EXCERPT_LENGTH = 200;
const EXPONENT_LIMIT = 18;

/**
 * Read a message.
 *
 * @param {string} text as it came
 * @returns {object} with an op
 */
export function parseMessage(text) {
  let message;
  try {
    message = JSON.parse(text);
  } catch {
    message = null;
  }
  if (message === null || typeof message !== 'object' || typeof message.op !== 'string') {
    throw new ProtocolError(`a text message must be a JSON object with an op: ${excerpt(text)}`);
  }
  return message;
}

/**
 * A member that is a whole number, such as a position.
 *
 * @param {object} message from parseMessage
 * @param {string} member its name
 * @returns {number} 0 to 2^53 - 1
 */
export function wholeNumber(message, member) {
  const value = message[member];
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new ProtocolError(`'${member}' must be a whole number in: ${excerpt(JSON.stringify(message))}`);
  }
  return value;
}

/**
 * What the first request of a connection asks.
 *
 * @param {string|null} since a time to begin at
 * @param {{epoch: string, position: number}|null} position to go on from if there is no such time
 * @returns {object} members of the request
 */
export function openingOf(since, position) {
  if (since !== null) {
    return { op: 'resume', time: since };
  }
  return position === null ? { op: 'subscribe' } : { op: 'resume', ...position };
}

/**
 * The epoch of an answer.
 *
 * @param {object} message from parseMessage
 * @returns {string} not empty
 */
export function epochOf(message) {
  if (typeof message.epoch !== 'string' || message.epoch === '') {
    throw new ProtocolError(`there must be an epoch in: ${excerpt(JSON.stringify(message))}`);
  }
  return message.epoch;
}

/**
 * How often the server sends at least, by its hello.
 *
 * @param {object} message from parseMessage
 * @returns {number} ms, 1 or more
 */
export function heartbeatOf(message) {
  if (message.protocol !== PROTOCOL) {
    throw new ProtocolError(`the server speaks '${message.protocol}', not ${PROTOCOL}`);
  }
  const heartbeatMs = wholeNumber(message, 'heartbeatMs');
  if (heartbeatMs < 1) {
    throw new ProtocolError('heartbeatMs must be 1 or more');
  }
  return heartbeatMs;
}

/**
 * The instruments that a message announces.
 *
 * @param {object} message from parseMessage
 * @returns {object[]} frozen, each with id, symbol, priceExponent, sizeExponent
 */
export function instrumentsOf(message) {
  const list = message.instruments ?? [];
  if (!Array.isArray(list)) {
    throw new ProtocolError(`'instruments' must be a list in: ${excerpt(JSON.stringify(message))}`);
  }
  return list.map((each) => {
    if (!(Number.isInteger(each?.id) && each.id >= 1) || typeof each.symbol !== 'string'
        || !isExponent(each.priceExponent) || !isExponent(each.sizeExponent)) {
      throw new ProtocolError(`an announced instrument is wrong: ${excerpt(JSON.stringify(each))}`);
    }
    const { id, symbol, priceExponent, sizeExponent } = each;
    return Object.freeze({ id, symbol, priceExponent, sizeExponent });
  });
}

/**
 * What a message says of how far this client is behind.
 *
 * @param {object} message from parseMessage
 * @returns {{position: number, head: number, ticks: number, ms: number}} whole numbers
 */
export function slownessOf(message) {
  return { position: wholeNumber(message, 'position'), head: wholeNumber(message, 'head'),
    ticks: wholeNumber(message, 'ticks'), ms: wholeNumber(message, 'ms') };
}

function isExponent(value) {
  return Number.isInteger(value) && Math.abs(value) <= EXPONENT_LIMIT;
}

/**
 * The time of a pong in ns: it is above 2^53, so that JSON.parse would round it.
 *
 * @param {string} text the message as it came
 * @returns {bigint} ns since 1970
 */
export function exactTime(text) {
  const found = /"time"\s*:\s*(\d+)/.exec(text);
  if (!found) {
    throw new ProtocolError(`there must be a time in: ${excerpt(text)}`);
  }
  return BigInt(found[1]);
}

function excerpt(text) {
  return text.length <= EXCERPT_LENGTH ? text : `${text.slice(0, EXCERPT_LENGTH)}...`;
}
