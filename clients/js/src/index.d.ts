/** What an instrument id stands for within an epoch. */
export interface Instrument {
  id: number;
  /** SYMBOL@VENUE */
  symbol: string;
  /** price = mantissa x 10^priceExponent */
  priceExponent: number;
  /** size = mantissa x 10^sizeExponent */
  sizeExponent: number;
}

export interface Quote {
  /** ns since 1970, UTC */
  time: bigint;
  instrument: Instrument;
  /** mantissa, or NO_PRICE */
  bidPrice: bigint;
  bidSize: bigint;
  /** mantissa, or NO_PRICE */
  askPrice: bigint;
  askSize: bigint;
}

export interface Trade {
  /** ns since 1970, UTC */
  time: bigint;
  instrument: Instrument;
  price: bigint;
  size: bigint;
  /** the venue's own 32 bits */
  conditions: number;
  /** of the aggressor; null where the venue does not say */
  side: 'buy' | 'sell' | null;
}

export interface FeedStatus {
  time: bigint;
  sourceId: number;
  status: 'up' | 'stale' | 'down' | 'unknown';
}

/** Where a subscriber stands; keep it to resume in another run. */
export interface Position {
  epoch: string;
  position: number;
}

/** Every tick; the latest quotes, at a rate; those and every trade, at a rate. */
export type Mode = 'all' | 'conflated' | 'trade-safe';

export interface FrameHandler {
  onQuote?(quote: Quote, flags: number): void;
  onTrade?(trade: Trade, flags: number): void;
  onFeedStatus?(status: FeedStatus, flags: number): void;
}

/**
 * Of each answer: patterns without wildcard that are not subscribed, for the client has no right to them, and patterns
 * that were narrowed to what it has a right to.
 */
export interface Entitlement {
  notEntitled?: string[];
}

export interface Callbacks extends FrameHandler {
  /** All ticks of a frame were delivered; the moment to keep the position. */
  onFrameEnd?(position: number, flags: number): void;
  /** The server said hello; its answer to the subscription follows. */
  onConnected?(hello: { server: string; epoch: string; heartbeatMs: number;
    auth?: 'none' | 'required' | 'done' }): void;
  onSubscribed?(answer: { epoch: string; position: number; instruments: Instrument[]; unknown: string[] }
    & Entitlement): void;
  /** The ticks after from follow; up to head it is replay. */
  onResumed?(answer: { epoch: string; from: number; head: number } & Entitlement): void;
  /** What was missed can't be had; forget the state, a snapshot follows. */
  onReset?(answer: { reason: string; epoch: string; position: number; oldest: number } & Entitlement): void;
  /** The server says that the ticks from, from + 1, ... through are lost for good; what comes goes on behind them. */
  onLost?(gap: { from: number; through: number }): void;
  /**
   * This client takes less than comes: it was in step and has fallen behind. What was sent reaches up to position, the
   * tick that comes next was received ms ago. At most once a second while it goes on.
   */
  onSlow?(lag: { position: number; head: number; ticks: number; ms: number }): void;
  /** After onSlow: in step again. */
  onCaughtUp?(event: { position: number }): void;
  /** The token expires in ms. The client asks for another, and shows it to the server if it is another. */
  onExpiring?(event: { ms: number }): void;
  /**
   * The server stops; onDisconnected follows, and the client comes back when it was told to, at one of the addresses
   * that followHosts allows, else where it was. The addresses are ws and wss, of other servers that this one names.
   */
  onGoingAway?(event: { reconnectMs: number; addresses: string[] }): void;
  /** A frame does not join the one before; the client reconnects and resumes. */
  onGap?(gap: { expected: number; got: number }): void;
  /** The connection is gone; the client will try again. */
  onDisconnected?(event: { reason: string; retryInMs: number }): void;
  /** The server refused a request, or sent what makes no sense (code PROTOCOL_ERROR); or no fresh token (NO_TOKEN). */
  onError?(error: { code: string; message: string }): void;
  /** The answer to ping: the server's clock, ns since 1970. */
  onPong?(time: bigint): void;
  /** A callback threw; the stream goes on. Without this one the error is reported to the console. */
  onListenerFailure?(failure: { call: string; error: unknown }): void;
  /**
   * The server refuses the subscription or this client, which has stopped: a code of the session protocol,
   * UNAUTHENTICATED (close code 4006, HTTP 401, or no token where one is wanted), REVOKED (4008), FORBIDDEN (HTTP 403).
   */
  onRefused?(error: { code: string; message: string }): void;
}

export interface Options extends Callbacks {
  /** ws or wss; default ws://127.0.0.1:8800 */
  url?: string;
  symbols?: string[];
  mode?: Mode;
  /** frames a second where the mode has a rate, 1 to 1,000 */
  maxRate?: number;
  /** What an earlier run got to; symbols must be those of that run. */
  start?: Position | null;
  /**
   * Begin with every tick that the server received at or after this time, 1970 to 2262: a Date, an ISO text in UTC up
   * to ns, or ns since 1970. Excludes start.
   */
  since?: Date | string | bigint | null;
  /**
   * Gives a token (JWT) that is good now, or a promise of one. Asked before each connection and when a token is about
   * to expire. What it throws counts as a failed attempt to connect.
   */
  token?: (() => string | Promise<string>) | null;
  /**
   * Where the client may go on when its server stops and names other servers: it shows its token there, and takes what
   * they send for the feed. Hosts like b.example, *.feed.example or [2001:db8::1], with a port if only that one is
   * meant; default none. It never goes from wss to ws.
   */
  followHosts?: string[];
  /** first delay before connecting again; default 100 */
  minDelayMs?: number;
  /** greatest delay; default 10,000 */
  maxDelayMs?: number;
  /** how long opening and the first answer may take; default 5,000 */
  connectTimeoutMs?: number;
  /** heartbeats that may be missing before the connection counts as dead; default 5 */
  silenceHeartbeats?: number;
  /** 0 to below 1, for the random part of the delay; default Math.random */
  random?: () => number;
  /** the WebSocket to use where there is no global one, such as that of the package ws */
  WebSocket?: new (url: string, protocol: string | string[]) => object;
}

/** A subscriber that stays connected; see README.md. */
export class TickwireClient {
  /** Starts to connect at once, and never stops trying until it is closed or refused. */
  constructor(options?: Options);
  /** What to resume from; null before the first answer. */
  get position(): Position | null;
  /** Add patterns of SYMBOL@VENUE; the new instruments come with a snapshot. */
  subscribe(...symbols: string[]): void;
  /** Take patterns out, spelled as they were subscribed; none means all. */
  unsubscribe(...symbols: string[]): void;
  mode(mode: Mode, maxRate?: number): void;
  /** Ask for the server's clock; onPong brings it. */
  ping(): void;
  /** Drop the connection as if the network had failed. */
  cut(): void;
  /** Stop for good; no callback is called any more. */
  close(): void;
}

/** What the server sent makes no sense. */
export class ProtocolError extends Error {}
export const Flags: Readonly<{ SNAPSHOT: 1; REPLAY: 2; LIVE: 4; CONFLATED: 8 }>;
/** The price of a side of the book on which nobody quotes. */
export const NO_PRICE: bigint;
/** Decode one frame; a damaged one throws a ProtocolError and delivers nothing. */
export function decodeFrame(bytes: ArrayBuffer | ArrayBufferView, instruments: Map<number, Instrument>,
  handler: FrameHandler): { from: number; through: number; flags: number; entryCount: number };
/** The exact text of mantissa x 10^exponent. */
export function formatDecimal(mantissa: bigint, exponent: number): string;
/** The nearest double, for a chart. */
export function toNumber(mantissa: bigint, exponent: number): number;
