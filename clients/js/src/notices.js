import { exactTime, slownessOf, wholeNumber } from './messages.js';
import { webSocketsOf } from './route.js';

/** Longer than any server needs to start again. */
const RECONNECT_LIMIT_MS = 3_600_000;

/** Passes on what the server says of this client without changing what is delivered. */
export class ServerNotices {
  #listener;
  #farewell = null;

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
        this.#farewell = { reconnectMs: Math.min(RECONNECT_LIMIT_MS, wholeNumber(message, 'reconnectMs')),
          addresses: webSocketsOf(message.addresses) };
        this.#listener.call('onGoingAway', { ...this.#farewell });
        break;
      case 'expiring':
        this.#listener.call('onExpiring', { ms: wholeNumber(message, 'ms') });
        return true;
      default: break;
    }
    return false;
  }

  /** What the server said before it stopped; null if it said nothing, and once it was asked for. */
  takeFarewell() {
    const taken = this.#farewell;
    this.#farewell = null;
    return taken;
  }
}
