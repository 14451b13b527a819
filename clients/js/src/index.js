/** The JavaScript client of tickwire. See README.md. */
export { TickwireClient } from './client.js';
export { decodeFrame, Flags, NO_PRICE } from './decoder.js';
export { formatDecimal, toNumber } from './decimal.js';
export { ProtocolError } from './protocol-error.js';
