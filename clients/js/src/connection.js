import { ProtocolError } from './protocol-error.js';

const SUBPROTOCOL = 'tickwire.v1';
const NORMAL = 1000;

/** One WebSocket, from its opening until it is dropped; after that it tells its owner nothing any more. */
export class Connection {
  #socket;

  /**
   * @param {new (url: string, protocol: string) => object} WebSocket the constructor
   * @param {string} url ws or wss
   * @param {{onText: Function, onFrame: Function, onLost: Function}} owner hears all
   */
  constructor(WebSocket, url, owner) {
    const socket = new WebSocket(url, SUBPROTOCOL);
    this.#socket = socket;
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => {
      if (socket.protocol !== SUBPROTOCOL) {
        owner.onLost(this, `the server did not choose the sub-protocol ${SUBPROTOCOL} but '${socket.protocol}'`);
      }
    };
    socket.onmessage = ({ data }) => {
      if (typeof data === 'string') {
        owner.onText(this, data);
      } else {
        owner.onFrame(this, data);
      }
    };
    socket.onclose = ({ code = 1006, reason = '' } = {}) => owner.onLost(this,
      `the connection was closed with code ${code}${reason === '' ? '' : `: ${reason}`}`);
    // Browsers say nothing of the cause; the event of the closing follows.
    socket.onerror = (event) => owner.onLost(this,
      `the connection to ${url} failed${event?.message ? `: ${event.message}` : ''}`);
  }

  send(text) {
    if (this.#socket === null) {
      throw new ProtocolError('the connection was dropped');
    }
    this.#socket.send(text);
  }

  /** Close without waiting for an answer. */
  drop() {
    const socket = this.#socket;
    this.#socket = null;
    if (socket !== null) {
      const ignore = () => {};
      // Kept as functions: in Node an error event that nobody hears ends the process.
      Object.assign(socket, { onopen: ignore, onmessage: ignore, onclose: ignore, onerror: ignore });
      socket.close(NORMAL);
    }
  }
}
