import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { TickwireClient } from '../src/index.js';
import * as frames from './frames.js';

const EPOCH = '18c2a6f3b1e0d4a7';
const BTC = { id: 3, symbol: 'BTCUSDT@spot', priceExponent: -2, sizeExponent: -5 };
const HELLO = { op: 'hello', protocol: 'tickwire.v1', server: 'x', epoch: EPOCH, heartbeatMs: 20 };

/** A socket whose server is the test. */
class FakeSocket {
  static all = [];

  constructor(url, protocol) {
    Object.assign(this, { url, protocol, sent: [], isClosed: false });
    FakeSocket.all.push(this);
  }

  send(text) {
    this.sent.push(JSON.parse(text));
  }

  close() {
    this.isClosed = true;
  }

  text(message) {
    this.onmessage?.({ data: JSON.stringify(message) });
  }

  frame(from, through, ...entries) {
    this.onmessage?.({ data: frames.frame({ from, through, entries }) });
  }

  cut() {
    this.onclose?.({ code: 1006, reason: '' });
  }
}

let client;
const log = [];

function start(options = {}) {
  FakeSocket.all = [];
  log.length = 0;
  const note = (name) => (...values) => log.push([name, ...values]);
  client = new TickwireClient({ WebSocket: FakeSocket, symbols: ['BTC*'], minDelayMs: 1, maxDelayMs: 2,
    onQuote: (quote) => log.push(['quote', quote.bidPrice]), onResumed: note('resumed'), onReset: note('reset'),
    onGap: note('gap'), onLost: note('lost'), onDisconnected: ({ reason }) => log.push(['disconnected', reason]),
    onError: note('error'), onRefused: note('refused'), ...options });
  return FakeSocket.all[0];
}

/** The socket of a connection, once it is there. */
async function connection(index) {
  for (let i = 0; i < 500 && FakeSocket.all.length <= index; i++) {
    await new Promise((resolve) => { setTimeout(resolve, 2); });
  }
  assert.ok(FakeSocket.all.length > index, `connection ${index} did not come`);
  return FakeSocket.all[index];
}

function welcome(socket, position = 10) {
  socket.text(HELLO);
  socket.text({ op: 'subscribed', id: socket.sent[0].id, epoch: EPOCH, position, instruments: [BTC], unknown: [] });
}

const quote = (bid) => frames.quote(3, 5n, bid, 1n, bid + 1n, 1n);

afterEach(() => client.close());

test('should subscribe, decode and keep the position', () => {
  const socket = start();
  assert.equal(socket.protocol, 'tickwire.v1');
  assert.equal(client.position, null);
  welcome(socket);
  assert.deepEqual(socket.sent[0], { op: 'subscribe', symbols: ['BTC*'], mode: 'all', id: 1 });
  socket.frame(10, 10, quote(7n));
  socket.frame(10, 15, quote(8n));
  assert.deepEqual(log, [['quote', 7n], ['quote', 8n]]);
  assert.deepEqual(client.position, { epoch: EPOCH, position: 15 });
});

test('should resume after a cut, with what was confirmed, and then ask for the rest', async () => {
  const socket = start();
  welcome(socket);
  socket.frame(10, 15, quote(8n));
  client.subscribe('ETH*');
  socket.cut();
  socket.frame(15, 16, quote(9n));
  const second = await connection(1);
  second.text(HELLO);
  assert.deepEqual(second.sent, [
    { op: 'resume', epoch: EPOCH, position: 15, symbols: ['BTC*'], mode: 'all', id: 3 }]);
  second.text({ op: 'resumed', id: 3, epoch: EPOCH, from: 15, head: 17, instruments: [BTC], unknown: [] });
  assert.deepEqual(second.sent[1], { op: 'subscribe', symbols: ['ETH*'], mode: 'all', id: 4 });
  second.frame(15, 17, quote(9n));
  assert.deepEqual(log.filter(([name]) => name === 'quote'), [['quote', 8n], ['quote', 9n]]);
  assert.equal(client.position.position, 17);
});

test('should notice a frame that does not join, and come back for what is missing', async () => {
  const socket = start();
  welcome(socket);
  socket.frame(11, 12, quote(1n));
  assert.deepEqual(log[0], ['gap', { expected: 10, got: 11 }]);
  assert.ok(socket.isClosed);
  const second = await connection(1);
  second.text(HELLO);
  assert.equal(second.sent[0].op, 'resume');
  assert.equal(second.sent[0].position, 10);
});

test('should go on behind what the server says is lost', () => {
  const socket = start();
  welcome(socket);
  socket.text({ op: 'gap', from: 10, through: 40, reason: 'DAMAGED' });
  socket.frame(40, 41, quote(1n));
  assert.deepEqual(log.map(([name]) => name), ['lost', 'quote']);
});

test('should start anew after a reset', async () => {
  const socket = start();
  welcome(socket);
  socket.cut();
  const second = await connection(1);
  second.text(HELLO);
  second.text({ op: 'reset', id: 2, reason: 'EPOCH_CHANGED', epoch: 'ffffffffffffffff', position: 3, oldest: 1,
    instruments: [BTC], unknown: [] });
  second.frame(3, 3, quote(1n));
  assert.deepEqual(client.position, { epoch: 'ffffffffffffffff', position: 3 });
});

test('should reconnect when nothing comes, and when garbage comes', async () => {
  const socket = start({ silenceHeartbeats: 2 });
  welcome(socket);
  const second = await connection(1);
  assert.match(log[0][1], /not even a heartbeat/);
  second.text(HELLO);
  second.onmessage({ data: '{' });
  await connection(2);
  assert.deepEqual(log[1][0], 'error');
});

test('should give up when the subscription itself is refused, and stay closed', async () => {
  const socket = start();
  socket.text(HELLO);
  socket.text({ op: 'error', id: 1, code: 'BAD_SYMBOL', message: 'no' });
  assert.deepEqual(log, [['refused', { code: 'BAD_SYMBOL', message: 'no' }]]);
  assert.ok(socket.isClosed);
  await new Promise((resolve) => { setTimeout(resolve, 20); });
  assert.equal(FakeSocket.all.length, 1);
});

test('should go on from a position of an earlier run', () => {
  const socket = start({ start: { epoch: EPOCH, position: 99 }, mode: 'conflated', maxRate: 4 });
  socket.text(HELLO);
  assert.deepEqual(socket.sent[0],
    { op: 'resume', epoch: EPOCH, position: 99, symbols: ['BTC*'], mode: 'conflated', maxRate: 4, id: 1 });
});
