/** The JavaScript client of tickwire. See README.md. */
export { TickwireClient } from './client.js';
export { decodeFrame, Flags, NO_PRICE, ProtocolError } from './decoder.js';
export { formatDecimal, toNumber } from './decimal.js';
