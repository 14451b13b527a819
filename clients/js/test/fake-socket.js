import * as frames from './frames.js';

export const EPOCH = '18c2a6f3b1e0d4a7';
export const BTC = { id: 3, symbol: 'BTCUSDT@spot', priceExponent: -2, sizeExponent: -5 };
export const HELLO = { op: 'hello', protocol: 'tickwire.v1', server: 'x', epoch: EPOCH, heartbeatMs: 20 };

/** A WebSocket whose server is the test. */
export class FakeSocket {
  static all = [];
  protocol = '';
  sent = [];
  isClosed = false;
  isOpen = false;

  constructor(url, protocol) {
    this.url = url;
    this.offered = protocol;
    this.protocol = [protocol].flat()[0];
    FakeSocket.all.push(this);
  }

  /** The socket of a connection, once it is there. */
  static async connection(index) {
    for (let i = 0; i < 5_000 && FakeSocket.all.length <= index; i++) {
      await new Promise((resolve) => { setTimeout(resolve, 2); });
    }
    if (FakeSocket.all.length <= index) {
      throw new Error(`connection ${index} did not come`);
    }
    return FakeSocket.all[index];
  }

  send(text) {
    this.sent.push(JSON.parse(text));
  }

  close() {
    this.isClosed = true;
  }

  get lastSent() {
    return this.sent[this.sent.length - 1];
  }

  /** Accept the connection, if that was not done, and send a text. */
  text(message) {
    if (!this.isOpen) {
      this.isOpen = true;
      this.onopen({});
    }
    this.onmessage({ data: typeof message === 'string' ? message : JSON.stringify(message) });
  }

  frame(from, through, ...entries) {
    this.onmessage({ data: frames.frame({ from, through, entries, flags: from === through ? 1 : 4 }) });
  }

  cut() {
    this.onclose({ code: 1006, reason: '' });
  }

  /** Say hello and answer the first request. */
  welcome(position = 10) {
    this.text(HELLO);
    this.text({ op: 'subscribed', id: this.lastSent.id, epoch: EPOCH, position, instruments: [BTC], unknown: [] });
  }

  resume(from, head = from) {
    this.text({ op: 'resumed', id: this.lastSent.id, epoch: EPOCH, from, head, instruments: [BTC], unknown: [] });
  }
}

export const quote = (bid) => frames.quote(3, 5n, bid, 1n, bid + 1n, 1n);
