import { exactTime, slownessOf, wholeNumber } from './messages.js';

/** Longer than any server needs to start again. */
const RECONNECT_LIMIT_MS = 3_600_000;

/** Passes on what the server says of this client without changing what is delivered. */
export class ServerNotices {
  #listener;
  #reconnectMs = null;

  /** @param {import('./listener.js').Listener} listener hears all */
  constructor(listener) {
    this.#listener = listener;
  }

  /**
   * A message that needs no answer but, for some, a token. A later version may have more of them.
   *
   * @param {object} message from parseMessage
   * @param {string} text the message as it came
   * @returns {boolean} whether the server wants to see another token
   */
  onMessage(message, text) {
    switch (message.op) {
      case 'slow': this.#listener.call('onSlow', slownessOf(message)); break;
      case 'caughtUp': this.#listener.call('onCaughtUp', { position: wholeNumber(message, 'position') }); break;
      case 'pong': this.#listener.call('onPong', exactTime(text)); break;
      case 'goingAway':
        this.#reconnectMs = Math.min(RECONNECT_LIMIT_MS, wholeNumber(message, 'reconnectMs'));
        this.#listener.call('onGoingAway', { reconnectMs: this.#reconnectMs });
        break;
      case 'expiring':
        this.#listener.call('onExpiring', { ms: wholeNumber(message, 'ms') });
        return true;
      default: break;
    }
    return false;
  }

  /** When the server wants to see this client again, in ms; null if it did not say. Asked once for a connection. */
  takeReconnectMs() {
    const taken = this.#reconnectMs;
    this.#reconnectMs = null;
    return taken;
  }
}
