import { Connection } from './connection.js';
import { Listener } from './listener.js';
import { lossOf, noToken, textOf, UNAUTHENTICATED } from './loss.js';
import { checked, deliveryOf, requireSymbols } from './options.js';
import { ProtocolError } from './protocol-error.js';
import { BackOff } from './reconnect.js';
import { Route } from './route.js';
import { Outcome, StreamSession } from './session.js';
import { TokenSource } from './tokens.js';

/**
 * A subscriber that stays connected: it decodes frames, verifies that they join, notices a dead connection, reconnects
 * and resumes after the last frame that was processed. Options and callbacks are described in index.d.ts.
 */
export class TickwireClient {
  #options;
  #listener;
  #session;
  #backOff;
  #route;
  /** Null if the server is expected to ask for no token. */
  #tokens;
  /** Whether the next token is shown with the handshake, or in the first message. */
  #isTokenEarly = true;
  #connection = null;
  #timer = null;
  #watch = null;
  #lastReceivedMs = 0;
  #isClosed = false;

  /** Starts to connect at once, and never stops trying until it is closed or refused. */
  constructor(options = {}) {
    this.#options = checked(options);
    const { symbols, mode, maxRate, start, since, token, minDelayMs, maxDelayMs, random, url, followHosts } =
      this.#options;
    this.#listener = new Listener(options);
    this.#session = new StreamSession({ symbols, delivery: deliveryOf(mode, maxRate), start, since },
      this.#listener);
    this.#backOff = new BackOff(minDelayMs, maxDelayMs, random);
    this.#route = new Route(url, followHosts, random);
    this.#tokens = token === null ? null : new TokenSource(token);
    this.#connect();
  }

  /** What to resume from: epoch and position after the last frame; null before the first answer. */
  get position() {
    return this.#session.position;
  }

  /** Add patterns; the new instruments come with a snapshot. Without a connection it is done on the next one. */
  subscribe(...symbols) {
    requireSymbols(symbols);
    this.#session.subscribe(symbols);
  }

  /** Take patterns out, spelled as they were subscribed; none means all. */
  unsubscribe(...symbols) {
    this.#session.unsubscribe(symbols);
  }

  /** Change how ticks are delivered: 'all', or 'conflated' or 'trade-safe' with at most maxRate frames a second. */
  mode(mode, maxRate = this.#options.maxRate) {
    this.#session.deliver(deliveryOf(mode, maxRate));
  }

  /** Ask for the server's clock; onPong brings it. Nothing happens without a connection. */
  ping() {
    this.#session.ping();
  }

  /** Drop the connection as if the network had failed; the client comes back and resumes. */
  cut() {
    this.#lost(this.#connection, lossOf('cut by the application'));
  }

  /** Stop for good; no callback is called any more. */
  close() {
    this.#isClosed = true;
    this.#listener.stop();
    this.#disconnect();
  }

  #connect() {
    const { WebSocket, connectTimeoutMs } = this.#options;
    const url = this.#route.next();
    const connection = new Connection({
      onText: (from, text) => this.#receive(from, () => this.#onText(from, text)),
      onFrame: (from, bytes) => this.#receive(from, () => this.#onFrame(bytes)),
      onLost: (from, loss) => this.#lost(from, loss),
    });
    this.#connection = connection;
    this.#timer = setTimeout(() => {
      if (!this.#session.isReady) {
        this.#lost(connection, lossOf(`no answer from ${url} within ${connectTimeoutMs} ms`));
      }
    }, connectTimeoutMs);
    if (this.#tokens === null || !this.#isTokenEarly) {
      connection.open(WebSocket, url, null);
      return;
    }
    this.#withToken(connection, (token) => {
      this.#tokens.show(token);
      connection.open(WebSocket, url, token);
    }, (error) => this.#lost(connection, noToken(error)));
  }

  /** Ask for a token; nothing becomes of it if the connection was lost meanwhile. */
  #withToken(connection, action, onFailure) {
    this.#tokens.ask().then(action).catch((error) => {
      if (connection === this.#connection) {
        onFailure(error);
      }
    });
  }

  #receive(from, action) {
    if (from !== this.#connection) {
      return;
    }
    try {
      action();
    } catch (error) {
      // A defect of the client itself must not leave a connection on which nothing moves.
      const message = error instanceof ProtocolError ? error.message : String(error);
      this.#listener.call('onError', { code: 'PROTOCOL_ERROR', message });
      this.#lost(from, lossOf(message));
    }
    // Taken after the callbacks returned, so that their own slowness is not held against the server.
    this.#lastReceivedMs = performance.now();
  }

  #onText(from, text) {
    const outcome = this.#session.onText(text, (request) => from.send(request));
    if (outcome === Outcome.RECONNECT) {
      this.#lost(from, lossOf('the server is busy'));
    } else if (outcome === Outcome.GIVE_UP) {
      this.close();
    } else if (outcome === Outcome.SHOW_TOKEN) {
      this.#showToken(from);
    } else if (outcome === Outcome.REFRESH_TOKEN) {
      this.#refreshToken(from);
    } else if (this.#watch === null && this.#session.heartbeatMs > 0) {
      this.#watch = setInterval(() => this.#beat(), this.#session.heartbeatMs);
    }
  }

  /** The server answers nothing before it has seen a token. */
  #showToken(to) {
    if (this.#tokens === null) {
      this.#refused(to, UNAUTHENTICATED, 'the server wants a token, and this client has none');
      return;
    }
    this.#withToken(to, (token) => {
      if (to === this.#connection) {
        this.#tokens.show(token);
        this.#session.authenticate(token);
      }
    }, (error) => this.#lost(to, noToken(error)));
  }

  /** The token expires soon. The same one again would only be answered with the same warning. */
  #refreshToken(to) {
    if (this.#tokens !== null) {
      this.#withToken(to, (token) => {
        if (to === this.#connection && this.#tokens.show(token)) {
          this.#session.authenticate(token);
        }
      }, (error) => this.#listener.call('onError', { code: 'NO_TOKEN', message: textOf(error) }));
    }
  }

  #refused(by, code, message) {
    if (this.#route.isTrial) {
      this.#lost(by, lossOf(message));
    } else {
      this.#giveUp(code, message);
    }
  }

  #giveUp(code, message) {
    this.#listener.call('onRefused', { code, message });
    this.close();
  }

  #onFrame(bytes) {
    this.#session.onFrame(bytes);
    this.#backOff.reset();
    this.#route.served();
  }

  #beat() {
    const limitMs = this.#session.heartbeatMs * this.#options.silenceHeartbeats;
    if (this.#session.isStreaming && performance.now() - this.#lastReceivedMs > limitMs) {
      this.#lost(this.#connection, lossOf(`nothing came for ${limitMs} ms, not even a heartbeat`));
    } else {
      this.#session.reconcile();
    }
  }

  #lost(which, { reason, refusal }) {
    if (which === null || which !== this.#connection || this.#isClosed) {
      return;
    }
    // A browser does not tell that a handshake was refused for its token; an answer to the first message does.
    this.#isTokenEarly = !(which.isRefused && this.#isTokenEarly);
    const farewell = this.#disconnect();
    if (refusal !== null && !this.#route.isTrial) {
      this.#giveUp(refusal, reason);
      return;
    }
    if (farewell !== null) {
      this.#route.named(farewell.addresses);
    }
    const retryInMs = farewell?.reconnectMs ?? this.#backOff.next();
    this.#timer = setTimeout(() => this.#connect(), retryInMs);
    this.#listener.call('onDisconnected', { reason, retryInMs });
  }

  #disconnect() {
    clearTimeout(this.#timer);
    clearInterval(this.#watch);
    this.#watch = null;
    const last = this.#connection;
    this.#connection = null;
    last?.drop();
    return this.#session.disconnected();
  }
}
