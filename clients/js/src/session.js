import { checkFrame, deliverEntries, viewOf } from './decoder.js';
import { InstrumentMap } from './instruments.js';
import { epochOf, heartbeatOf, instrumentsOf, openingOf, parseMessage, wholeNumber } from './messages.js';
import { ServerNotices } from './notices.js';
import { ProtocolError } from './protocol-error.js';
import { Subscription } from './subscription.js';

/** What a message means for the connection that brought it. */
export const Outcome = Object.freeze({ GO_ON: 'go on', RECONNECT: 'reconnect', GIVE_UP: 'give up',
  SHOW_TOKEN: 'show token', REFRESH_TOKEN: 'refresh token' });

/**
 * The protocol's state across connections: what is subscribed, the epoch, and the last position that was processed.
 * Verifies that each frame goes on where the one before it ended. Knows no socket and no clock.
 */
export class StreamSession {
  #listener;
  #notices;
  #subscription;
  #delivery;
  /** The delivery that the server was asked for last, as JSON; null where that is not known. */
  #serverDelivery = null;
  #instruments = new InstrumentMap();
  #epoch = null;
  #position = 0;
  /** What to begin from; null once that was answered, since from then on there is a position. */
  #since;
  /** Sends a text on the present connection; null without one that said hello. */
  #send = null;
  #lastId = 0;
  #openingId = 0;
  #isStreaming = false;
  /** Whether the server answers nothing before it has seen a token. */
  #awaitsToken = false;
  #heartbeatMs = 0;

  /**
   * @param {{symbols: string[], delivery: object, start: object|null, since: string|null}} options what to begin with
   * @param {import('./listener.js').Listener} listener hears all
   */
  constructor({ symbols, delivery, start, since }, listener) {
    this.#listener = listener;
    this.#notices = new ServerNotices(listener);
    this.#since = since;
    this.#delivery = delivery;
    this.#subscription = new Subscription(symbols, start !== null);
    if (start !== null) {
      this.#epoch = start.epoch;
      this.#position = start.position;
    }
  }

  /** What to resume from; null before the first answer. */
  get position() {
    return this.#epoch === null ? null : { epoch: this.#epoch, position: this.#position };
  }

  /** Whether the first request of this connection was answered, so that heartbeats must come. */
  get isStreaming() {
    return this.#isStreaming;
  }

  /** Whether the connection is of use: streaming, or open with nothing to ask for. */
  get isReady() {
    return this.#isStreaming || this.#send !== null && !this.#awaitsToken
      && this.#subscription.wanted.length === 0;
  }

  /** How often the server sends at least; 0 before its hello. */
  get heartbeatMs() {
    return this.#heartbeatMs;
  }

  subscribe(symbols) {
    this.#subscription.add(symbols);
    this.reconcile();
  }

  unsubscribe(symbols) {
    this.#subscription.remove(symbols.length === 0 ? this.#subscription.wanted : symbols);
    this.reconcile();
  }

  deliver(delivery) {
    this.#delivery = delivery;
    this.reconcile();
  }

  /** Ask for the server's clock. */
  ping() {
    if (this.#send !== null) {
      this.#request({ op: 'ping' });
    }
  }

  /** Show the server a token, the first one of the connection or a fresh one. */
  authenticate(token) {
    this.#request({ op: 'auth', token });
  }

  /** Returns what the server said before it stopped: reconnectMs and addresses; null if it said nothing. */
  disconnected() {
    this.#send = null;
    this.#isStreaming = false;
    this.#heartbeatMs = 0;
    this.#openingId = 0;
    this.#serverDelivery = null;
    this.#awaitsToken = false;
    this.#subscription.disconnected();
    return this.#notices.takeFarewell();
  }

  /** Ask the server for whatever differs between what is wanted and what it was asked for. */
  reconcile() {
    if (!this.#isStreaming) {
      if (this.#send !== null && this.#openingId === 0 && !this.#awaitsToken) {
        this.#open();
      }
      return;
    }
    const { surplus, missing } = this.#subscription;
    if (surplus.length > 0) {
      this.#subscription.asked(this.#request({ op: 'unsubscribe', symbols: surplus }), 'unsubscribe', surplus);
    }
    const delivery = JSON.stringify(this.#delivery);
    if (missing.length > 0) {
      this.#serverDelivery = delivery;
      this.#subscription.asked(this.#request({ op: 'subscribe', symbols: missing, ...this.#delivery }), 'subscribe',
        missing);
    } else if (delivery !== this.#serverDelivery && this.#subscription.confirmed.length > 0) {
      this.#serverDelivery = delivery;
      this.#subscription.asked(this.#request({ op: 'mode', ...this.#delivery }), 'mode', []);
    }
  }

  /** A binary message is one frame. */
  onFrame(bytes) {
    if (!this.#isStreaming) {
      throw new ProtocolError('a frame came before the answer to the first request');
    }
    const view = viewOf(bytes);
    const header = checkFrame(view, this.#instruments);
    this.#requireContiguous(header.from);
    deliverEntries(view, header, this.#instruments, this.#listener);
    this.#position = header.through;
    this.#listener.call('onFrameEnd', this.#position, header.flags);
  }

  /**
   * A text message.
   *
   * @param {string} text as it came
   * @param {(text: string) => void} send to this connection
   * @returns {string} one of {@link Outcome}
   */
  onText(text, send) {
    const message = parseMessage(text);
    if (this.#heartbeatMs === 0 && message.op !== 'hello') {
      throw new ProtocolError(`the first message must be hello: '${message.op}'`);
    }
    switch (message.op) {
      case 'hello': return this.#onHello(message, send);
      case 'authenticated': this.#awaitsToken = false; this.reconcile(); break;
      case 'subscribed': this.#onSubscribed(message); break;
      case 'resumed': this.#onResumed(message); break;
      case 'reset': this.#onReset(message); break;
      case 'instruments': this.#instruments.learn(instrumentsOf(message)); break;
      case 'unsubscribed':
      case 'mode': this.#subscription.confirm(message.id); break;
      case 'gap': this.#onLost(message); break;
      case 'error': return this.#onError(message);
      default: return this.#notices.onMessage(message, text) ? Outcome.REFRESH_TOKEN : Outcome.GO_ON;
    }
    return Outcome.GO_ON;
  }

  #onHello(message, send) {
    this.#heartbeatMs = heartbeatOf(message);
    this.#send = send;
    this.#awaitsToken = message.auth === 'required';
    this.#listener.call('onConnected', message);
    this.reconcile();
    return this.#awaitsToken ? Outcome.SHOW_TOKEN : Outcome.GO_ON;
  }

  /** The first request of a connection: a resume where there is something to resume. */
  #open() {
    const { wanted, confirmed } = this.#subscription;
    if (confirmed.length === 0) {
      this.#epoch = null;
    }
    const symbols = this.#epoch === null ? wanted : confirmed;
    if (symbols.length === 0) {
      return;
    }
    this.#serverDelivery = JSON.stringify(this.#delivery);
    this.#openingId = this.#request({ ...openingOf(this.#since, this.position), symbols, ...this.#delivery });
    this.#subscription.asked(this.#openingId, 'open', symbols);
  }

  #onSubscribed(message) {
    if (!this.#isStreaming) {
      this.#requireOpening(message);
      this.#begin(epochOf(message), wholeNumber(message, 'position'), message);
    } else {
      this.#instruments.learn(instrumentsOf(message));
      this.#subscription.confirm(message.id);
    }
    this.#listener.call('onSubscribed', message);
    this.reconcile();
  }

  #onResumed(message) {
    this.#requireOpening(message);
    const from = wholeNumber(message, 'from');
    if (this.#since === null) {
      if (message.epoch !== this.#epoch) {
        throw new ProtocolError(`resumed in epoch ${message.epoch}, not in ${this.#epoch}`);
      }
      this.#requireContiguous(from);
    }
    this.#begin(epochOf(message), from, message);
    this.#listener.call('onResumed', message);
    this.reconcile();
  }

  #onReset(message) {
    this.#requireOpening(message);
    this.#begin(epochOf(message), wholeNumber(message, 'position'), message);
    this.#listener.call('onReset', message);
    this.reconcile();
  }

  #requireOpening(message) {
    if (this.#isStreaming || this.#openingId === 0 || message.id !== this.#openingId) {
      throw new ProtocolError(`'${message.op}' with id ${message.id} answers nothing that was asked`);
    }
  }

  #begin(epoch, position, message) {
    if (epoch !== this.#epoch) {
      this.#instruments.clear();
    }
    this.#instruments.learn(instrumentsOf(message));
    this.#epoch = epoch;
    this.#position = position;
    this.#since = null;
    this.#isStreaming = true;
    this.#subscription.confirm(message.id);
  }

  /** Ticks that the server itself can't bring back: it says so, and coverage goes on behind them. */
  #onLost(message) {
    const from = wholeNumber(message, 'from');
    const through = wholeNumber(message, 'through');
    if (!this.#isStreaming || through < from) {
      throw new ProtocolError(`a gap from ${from} through ${through} makes no sense here`);
    }
    this.#requireContiguous(from - 1);
    this.#position = through;
    this.#listener.call('onLost', { from, through });
  }

  #onError(message) {
    const error = { code: String(message.code), message: String(message.message) };
    if (error.code === 'UNKNOWN_SYMBOL' || error.code === 'NOT_ENTITLED') {
      this.#listener.call('onError', error);
      return Outcome.GO_ON;
    }
    if (!this.#isStreaming && this.#openingId !== 0 && message.id === this.#openingId) {
      if (error.code === 'BUSY') {
        return Outcome.RECONNECT;
      }
      this.#listener.call('onRefused', error);
      return Outcome.GIVE_UP;
    }
    if (error.code === 'BUSY') {
      // Asked for again with the next heartbeat.
      this.#subscription.postpone(message.id);
      this.#serverDelivery = null;
    } else {
      this.#subscription.refuse(message.id);
    }
    this.#listener.call('onError', error);
    return Outcome.GO_ON;
  }

  #requireContiguous(from) {
    if (from !== this.#position) {
      this.#listener.call('onGap', { expected: this.#position, got: from });
      throw new ProtocolError(`coverage is broken: expected a frame from ${this.#position}, got one from ${from}`);
    }
  }

  #request(members) {
    const id = ++this.#lastId;
    this.#send(JSON.stringify({ ...members, id }));
    return id;
  }
}
