import { ProtocolError, readEntries, readHeader, viewOf } from './decoder.js';

const SUBPROTOCOL = 'tickwire.v1';
const DEFAULTS = {
  url: 'ws://127.0.0.1:8800', symbols: [], mode: 'all', maxRate: 10, start: null,
  minDelayMs: 100, maxDelayMs: 10_000, connectTimeoutMs: 5_000, silenceHeartbeats: 5, random: Math.random,
};

/**
 * A subscriber that stays connected: it decodes frames, verifies that they join, notices a dead connection, reconnects
 * and resumes after the last frame that was processed.
 *
 * Callbacks, all optional: onQuote(quote, flags), onTrade(trade, flags), onFeedStatus(status, flags),
 * onFrameEnd(position, flags), onConnected(hello), onSubscribed(answer), onResumed(answer), onReset(answer),
 * onLost({from, through, reason}), onGap({expected, got}), onDisconnected({reason, retryInMs}), onError({code, message}),
 * onRefused({code, message}).
 */
export class TickwireClient {
  #options;
  #handler;
  #socket = null;
  #instruments = new Map();
  #symbols;
  // Patterns that the server has confirmed. Only those go into a resume: others need a snapshot first.
  #confirmed = new Set();
  #asked = new Map();
  #epoch = null;
  #position = null;
  #isStreaming = false;
  #heartbeatMs = 1_000;
  #lastReceivedMs = 0;
  #failures = 0;
  #nextId = 1;
  #openingId = null;
  #timer = null;
  #watch = null;
  #isClosed = false;

  /** Starts to connect at once. Options beside the callbacks are those of index.d.ts. */
  constructor(options = {}) {
    this.#options = { ...DEFAULTS, WebSocket: globalThis.WebSocket, ...options };
    this.#handler = options;
    this.#symbols = new Set(this.#options.symbols);
    if (!this.#options.WebSocket) {
      throw new TypeError('there is no WebSocket here; pass one as the option WebSocket');
    }
    if (this.#options.start) {
      this.#confirmed = new Set(this.#symbols);
      this.#epoch = this.#options.start.epoch;
      this.#position = this.#options.start.position;
    }
    this.#connect();
  }

  /** What to resume from: epoch and position after the last frame; null before the first answer. */
  get position() {
    return this.#epoch === null ? null : { epoch: this.#epoch, position: this.#position };
  }

  /** Add patterns. */
  subscribe(...symbols) {
    symbols.forEach((symbol) => this.#symbols.add(symbol));
    if (this.#isStreaming) {
      this.#ask(symbols);
    } else if (this.#socket?.isWelcome) {
      this.#open();
    }
  }

  /** Take patterns out, spelled as they were subscribed; none means all. */
  unsubscribe(...symbols) {
    for (const symbol of symbols.length === 0 ? [...this.#symbols] : symbols) {
      this.#symbols.delete(symbol);
      this.#confirmed.delete(symbol);
    }
    if (this.#isStreaming) {
      this.#send(symbols.length === 0 ? { op: 'unsubscribe' } : { op: 'unsubscribe', symbols });
    }
  }

  /** Change how ticks are delivered: 'all' or 'conflated'. */
  mode(mode, maxRate = this.#options.maxRate) {
    this.#options.mode = mode;
    this.#options.maxRate = maxRate;
    if (this.#isStreaming) {
      this.#send({ op: 'mode', ...this.#modeMembers() });
    }
  }

  /** Drop the connection as if the network had failed; the client comes back and resumes. */
  cut() {
    this.#lose(this.#socket, 'cut by the application');
  }

  /** Stop for good. */
  close() {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    clearInterval(this.#watch);
    this.#drop(1000);
  }

  #ask(symbols) {
    this.#asked.set(this.#send({ op: 'subscribe', symbols, ...this.#modeMembers() }), symbols);
  }

  #modeMembers() {
    return this.#options.mode === 'conflated' ? { mode: 'conflated', maxRate: this.#options.maxRate }
      : { mode: this.#options.mode };
  }

  #connect() {
    const socket = { raw: new this.#options.WebSocket(this.#options.url, SUBPROTOCOL), isWelcome: false };
    this.#socket = socket;
    socket.raw.binaryType = 'arraybuffer';
    socket.raw.onmessage = (event) => this.#guard(socket, () => this.#onMessage(event.data));
    socket.raw.onclose = (event) => this.#lose(socket,
      `the connection was closed with code ${event?.code ?? 1006}${event?.reason ? `: ${event.reason}` : ''}`);
    socket.raw.onerror = () => this.#lose(socket, `the connection to ${this.#options.url} failed`);
    this.#timer = setTimeout(() => this.#lose(socket, `no answer within ${this.#options.connectTimeoutMs} ms`),
      this.#options.connectTimeoutMs);
  }

  #guard(socket, action) {
    if (socket !== this.#socket) {
      return;
    }
    this.#lastReceivedMs = Date.now();
    try {
      action();
    } catch (error) {
      if (!(error instanceof ProtocolError)) {
        throw error;
      }
      this.#handler.onError?.({ code: 'PROTOCOL_ERROR', message: error.message });
      this.#lose(socket, error.message);
    }
  }

  #onMessage(data) {
    if (typeof data === 'string') {
      this.#onText(data);
    } else {
      this.#onFrame(viewOf(data));
    }
  }

  #onFrame(view) {
    const header = readHeader(view);
    if (!this.#isStreaming) {
      throw new ProtocolError('a frame came before the answer to the subscription');
    }
    if (header.from !== this.#position) {
      this.#handler.onGap?.({ expected: this.#position, got: header.from });
      throw new ProtocolError(`the frame should go on from ${this.#position}, it goes on from ${header.from}`);
    }
    readEntries(view, header, this.#instruments, this.#handler);
    this.#position = header.through;
    this.#failures = 0;
    this.#handler.onFrameEnd?.(header.through, header.flags);
  }

  #onText(text) {
    let message;
    try {
      message = JSON.parse(text);
    } catch {
      throw new ProtocolError('a text message is not JSON');
    }
    (message.instruments ?? []).forEach((instrument) => this.#instruments.set(instrument.id, instrument));
    switch (message.op) {
      case 'hello': this.#onHello(message); break;
      case 'subscribed': this.#onSubscribed(message); break;
      case 'resumed': this.#onResumed(message); break;
      case 'reset': this.#onReset(message); break;
      case 'gap': this.#onLost(message); break;
      case 'error': this.#onError(message); break;
      default: break;
    }
  }

  #onHello(message) {
    if (message.protocol !== SUBPROTOCOL) {
      throw new ProtocolError(`the server speaks '${message.protocol}', not ${SUBPROTOCOL}`);
    }
    this.#heartbeatMs = message.heartbeatMs;
    this.#socket.isWelcome = true;
    this.#handler.onConnected?.(message);
    clearInterval(this.#watch);
    this.#watch = setInterval(() => this.#checkSilence(), this.#heartbeatMs);
    this.#open();
  }

  /** The first request of a connection: resume where there is something to resume from. */
  #open() {
    const isResume = this.#epoch !== null && this.#confirmed.size > 0;
    const symbols = isResume ? [...this.#confirmed] : [...this.#symbols];
    if (symbols.length === 0) {
      clearTimeout(this.#timer);
      return;
    }
    this.#openingId = this.#send(isResume
      ? { op: 'resume', epoch: this.#epoch, position: this.#position, symbols, ...this.#modeMembers() }
      : { op: 'subscribe', symbols, ...this.#modeMembers() });
    this.#asked = new Map([[this.#openingId, symbols]]);
  }

  #onSubscribed(message) {
    if (message.id === this.#openingId && !this.#isStreaming) {
      this.#begin(message, message.position);
    }
    this.#confirm(message.id);
    this.#handler.onSubscribed?.(message);
  }

  #onResumed(message) {
    if (message.epoch !== this.#epoch || message.from !== this.#position) {
      throw new ProtocolError(`asked to resume from ${this.#position}, the server resumes from ${message.from}`);
    }
    this.#begin(message, message.from);
    this.#handler.onResumed?.(message);
    this.#askForRest();
  }

  #onReset(message) {
    this.#begin(message, message.position);
    this.#handler.onReset?.(message);
    this.#askForRest();
  }

  #confirm(id) {
    (this.#asked.get(id) ?? []).filter((symbol) => this.#symbols.has(symbol))
      .forEach((symbol) => this.#confirmed.add(symbol));
    this.#asked.delete(id);
  }

  #askForRest() {
    const rest = [...this.#symbols].filter((symbol) => !this.#confirmed.has(symbol));
    if (rest.length > 0) {
      this.#ask(rest);
    }
  }

  #begin(message, position) {
    clearTimeout(this.#timer);
    if (message.epoch !== this.#epoch) {
      this.#instruments = new Map((message.instruments ?? []).map((instrument) => [instrument.id, instrument]));
    }
    this.#epoch = message.epoch;
    this.#position = position;
    this.#isStreaming = true;
  }

  /** Ticks that the server itself can't bring back: it says so, and coverage goes on behind them. */
  #onLost(message) {
    if (message.from !== this.#position) {
      throw new ProtocolError(`a gap from ${message.from} was announced at ${this.#position}`);
    }
    this.#position = message.through;
    this.#handler.onLost?.(message);
  }

  #onError(message) {
    const { code, message: text } = message;
    if (message.id === this.#openingId && !this.#isStreaming && code !== 'UNKNOWN_SYMBOL') {
      if (code === 'BUSY') {
        this.#lose(this.#socket, text);
      } else {
        this.#handler.onRefused?.({ code, message: text });
        this.close();
      }
      return;
    }
    this.#handler.onError?.({ code, message: text });
  }

  #send(request) {
    const id = this.#nextId++;
    this.#socket.raw.send(JSON.stringify({ ...request, id }));
    return id;
  }

  #checkSilence() {
    const limitMs = this.#heartbeatMs * this.#options.silenceHeartbeats;
    if (this.#isStreaming && Date.now() - this.#lastReceivedMs > limitMs) {
      this.#lose(this.#socket, `nothing came for ${limitMs} ms, not even a heartbeat`);
    }
  }

  #lose(socket, reason) {
    if (socket !== this.#socket || socket === null || this.#isClosed) {
      return;
    }
    this.#drop();
    clearTimeout(this.#timer);
    clearInterval(this.#watch);
    const { minDelayMs, maxDelayMs, random } = this.#options;
    const fullMs = Math.min(maxDelayMs, minDelayMs * 2 ** Math.min(this.#failures++, 30));
    const retryInMs = Math.max(1, Math.round(fullMs * (0.5 + random() / 2)));
    this.#timer = setTimeout(() => this.#connect(), retryInMs);
    this.#handler.onDisconnected?.({ reason, retryInMs });
  }

  #drop(code) {
    const socket = this.#socket;
    this.#socket = null;
    this.#isStreaming = false;
    this.#openingId = null;
    if (socket) {
      socket.raw.onmessage = null;
      socket.raw.onclose = null;
      socket.raw.onerror = null;
      socket.raw.close(code);
    }
  }
}
