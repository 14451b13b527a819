import { closed, failed, lossOf } from './loss.js';
import { ProtocolError } from './protocol-error.js';

const SUBPROTOCOL = 'tickwire.v1';
/** A browser lets a page set no header, but offer any sub-protocol. */
const TOKEN_SUBPROTOCOL = 'tickwire.token.';
const NORMAL = 1000;

/** One WebSocket, from its opening until it is dropped; after that it tells its owner nothing any more. */
export class Connection {
  #owner;
  #socket = null;
  #isDropped = false;
  #isRefused = false;

  /** @param {{onText: Function, onFrame: Function, onLost: Function}} owner hears all */
  constructor(owner) {
    this.#owner = owner;
  }

  /** Whether it was tried and never opened, for whatever reason; browsers do not say which. */
  get isRefused() {
    return this.#isRefused;
  }

  /**
   * Open it, unless it was dropped before.
   *
   * @param {new (url: string, protocol: string | string[]) => object} WebSocket the constructor
   * @param {string} url ws or wss
   * @param {string|null} token to show with the handshake
   */
  open(WebSocket, url, token) {
    if (this.#isDropped) {
      return;
    }
    const socket = new WebSocket(url, token === null ? SUBPROTOCOL : [SUBPROTOCOL, TOKEN_SUBPROTOCOL + token]);
    this.#socket = socket;
    this.#isRefused = true;
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => {
      this.#isRefused = false;
      if (socket.protocol !== SUBPROTOCOL) {
        this.#lost(lossOf(`the server did not choose the sub-protocol ${SUBPROTOCOL} but '${socket.protocol}'`));
      }
    };
    socket.onmessage = ({ data }) => {
      if (typeof data === 'string') {
        this.#owner.onText(this, data);
      } else {
        this.#owner.onFrame(this, data);
      }
    };
    socket.onclose = ({ code = 1006, reason = '' } = {}) => this.#lost(closed(code, reason));
    socket.onerror = (event) => this.#lost(failed(url, event?.message));
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
    this.#isDropped = true;
    if (socket !== null) {
      const ignore = () => {};
      // Kept as functions: in Node an error event that nobody hears ends the process.
      Object.assign(socket, { onopen: ignore, onmessage: ignore, onclose: ignore, onerror: ignore });
      socket.close(NORMAL);
    }
  }

  #lost(loss) {
    this.#owner.onLost(this, loss);
  }
}
