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

export interface FrameHandler {
  onQuote?(quote: Quote, flags: number): void;
  onTrade?(trade: Trade, flags: number): void;
  onFeedStatus?(status: FeedStatus, flags: number): void;
}

export interface Callbacks extends FrameHandler {
  /** All ticks of a frame were delivered; the moment to keep the position. */
  onFrameEnd?(position: number, flags: number): void;
  onConnected?(hello: { server: string; epoch: string; heartbeatMs: number }): void;
  onSubscribed?(answer: { epoch: string; position: number; instruments: Instrument[]; unknown: string[] }): void;
  onResumed?(answer: { epoch: string; from: number; head: number }): void;
  /** What was missed can't be had; forget the state, a snapshot follows. */
  onReset?(answer: { reason: string; epoch: string; position: number; oldest: number }): void;
  /** The server says that ticks are lost for good; what comes goes on behind them. */
  onLost?(gap: { from: number; through: number; reason?: string }): void;
  /** A frame does not join the one before; the client reconnects and resumes. */
  onGap?(gap: { expected: number; got: number }): void;
  onDisconnected?(event: { reason: string; retryInMs: number }): void;
  onError?(error: { code: string; message: string }): void;
  /** The server refuses the subscription; the client has stopped. */
  onRefused?(error: { code: string; message: string }): void;
}

export interface Options extends Callbacks {
  /** ws or wss; default ws://127.0.0.1:8800 */
  url?: string;
  symbols?: string[];
  mode?: 'all' | 'conflated';
  /** frames a second in mode conflated, 1 to 1,000 */
  maxRate?: number;
  start?: Position | null;
  minDelayMs?: number;
  maxDelayMs?: number;
  connectTimeoutMs?: number;
  silenceHeartbeats?: number;
  random?: () => number;
  /** the WebSocket to use where there is no global one */
  WebSocket?: new (url: string, protocol: string) => object;
}

export class TickwireClient {
  constructor(options?: Options);
  get position(): Position | null;
  subscribe(...symbols: string[]): void;
  unsubscribe(...symbols: string[]): void;
  mode(mode: 'all' | 'conflated', maxRate?: number): void;
  /** Drop the connection as if the network had failed. */
  cut(): void;
  close(): void;
}

export class ProtocolError extends Error {}
export const Flags: Readonly<{ SNAPSHOT: 1; REPLAY: 2; LIVE: 4; CONFLATED: 8 }>;
export const NO_PRICE: bigint;
export function decodeFrame(bytes: ArrayBuffer | ArrayBufferView, instruments: Map<number, Instrument>,
  handler: FrameHandler): { from: number; through: number; flags: number };
export function formatDecimal(mantissa: bigint, exponent: number): string;
export function toNumber(mantissa: bigint, exponent: number): number;
