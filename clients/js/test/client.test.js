import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { TickwireClient } from '../src/index.js';
import { BTC, EPOCH, FakeSocket, HELLO, quote } from './fake-socket.js';
import * as frames from './frames.js';

let client;
const log = [];

function start(options = {}) {
  FakeSocket.all = [];
  log.length = 0;
  const note = (name) => (...values) => log.push([name, ...values]);
  client = new TickwireClient({ WebSocket: FakeSocket, symbols: ['BTC*'], minDelayMs: 1, maxDelayMs: 2,
    onQuote: ({ bidPrice }) => log.push(['quote', bidPrice]), onResumed: note('resumed'), onReset: note('reset'),
    onGap: note('gap'), onLost: note('lost'), onSlow: note('slow'),
    onCaughtUp: note('caught up'), onDisconnected: ({ reason }) => log.push(['disconnected', reason]),
    onError: note('error'), onRefused: note('refused'), onPong: note('pong'),
    onListenerFailure: note('failure'), ...options });
  return FakeSocket.all[0];
}

const names = () => log.map(([name]) => name);
const quotes = () => log.filter(([name]) => name === 'quote').map(([, bid]) => bid);

afterEach(() => client.close());

test('should subscribe, decode and keep the position', () => {
  const socket = start();
  assert.equal(socket.protocol, 'tickwire.v1');
  assert.equal(socket.binaryType, 'arraybuffer');
  assert.equal(client.position, null);
  socket.welcome();
  assert.deepEqual(socket.sent, [{ op: 'subscribe', symbols: ['BTC*'], mode: 'all', id: 1 }]);
  socket.frame(10, 10, quote(7n));
  socket.frame(10, 15, quote(8n));
  assert.deepEqual(quotes(), [7n, 8n]);
  assert.deepEqual(client.position, { epoch: EPOCH, position: 15 });
});

test('should resume after a cut with what was confirmed, and then ask for the rest', async () => {
  const socket = start();
  socket.welcome();
  socket.frame(10, 15, quote(8n));
  client.subscribe('ETH*');
  const late = socket.onmessage;
  socket.cut();
  late({ data: frames.frame({ from: 15, through: 16, entries: [quote(9n)] }) });
  const second = await FakeSocket.connection(1);
  second.text(HELLO);
  assert.deepEqual(second.sent, [
    { op: 'resume', epoch: EPOCH, position: 15, symbols: ['BTC*'], mode: 'all', id: 3 }]);
  second.resume(15, 17);
  assert.deepEqual(second.lastSent, { op: 'subscribe', symbols: ['ETH*'], mode: 'all', id: 4 });
  second.frame(15, 17, quote(9n));
  assert.deepEqual(quotes(), [8n, 9n]);
  assert.equal(client.position.position, 17);
});

test('should notice a frame that does not join, and come back for what is missing', async () => {
  const socket = start();
  socket.welcome();
  socket.frame(11, 12, quote(1n));
  assert.deepEqual(log[0], ['gap', { expected: 10, got: 11 }]);
  assert.ok(socket.isClosed);
  const second = await FakeSocket.connection(1);
  second.text(HELLO);
  assert.equal(second.sent[0].op, 'resume');
  assert.equal(second.sent[0].position, 10);
  assert.deepEqual(quotes(), []);
});

test('should go on behind what the server says is lost', () => {
  const socket = start();
  socket.welcome();
  socket.text({ op: 'gap', from: 11, through: 40 });
  socket.frame(40, 41, quote(1n));
  assert.deepEqual(log, [['lost', { from: 11, through: 40 }], ['quote', 1n]]);
});

test('should tell that it is slow and that it has caught up', () => {
  const socket = start();
  socket.welcome();
  socket.text({ op: 'slow', position: 10, head: 90, ticks: 80, ms: 1500 });
  socket.text({ op: 'caughtUp', position: 91 });
  assert.deepEqual(log,
    [['slow', { position: 10, head: 90, ticks: 80, ms: 1500 }], ['caught up', { position: 91 }]]);
});

test('should go on with what it has a right to', () => {
  const socket = start({ symbols: ['BTC*', 'IBM@Q'] });
  socket.text(HELLO);
  socket.text({ op: 'subscribed', id: 1, epoch: EPOCH, position: 10, instruments: [BTC], unknown: [],
    notEntitled: ['IBM@Q'] });
  const error = { code: 'NOT_ENTITLED', message: 'no right to IBM@Q' };
  socket.text({ op: 'error', id: 1, ...error });
  socket.frame(10, 11, quote(1n));
  assert.deepEqual(log, [['error', error], ['quote', 1n]]);
});

test('should start anew after a reset, with the instruments of the new epoch', async () => {
  const socket = start();
  socket.welcome();
  socket.cut();
  const second = await FakeSocket.connection(1);
  second.text(HELLO);
  second.text({ op: 'reset', id: second.lastSent.id, reason: 'EPOCH_CHANGED', epoch: 'ffffffffffffffff', position: 3,
    oldest: 1, instruments: [{ ...BTC, symbol: 'BTCUSDT@usdm' }], unknown: [] });
  second.frame(3, 3, quote(1n));
  assert.deepEqual(client.position, { epoch: 'ffffffffffffffff', position: 3 });
  assert.equal(log.find(([name]) => name === 'reset')[1].reason, 'EPOCH_CHANGED');
});

test('should reconnect when nothing comes, and when garbage comes', async () => {
  const socket = start({ silenceHeartbeats: 2 });
  socket.welcome();
  const second = await FakeSocket.connection(1);
  assert.match(log[0][1], /not even a heartbeat/);
  second.text(HELLO);
  second.text('{');
  const third = await FakeSocket.connection(2);
  third.text({ ...HELLO, protocol: 'tickwire.v2' });
  const fourth = await FakeSocket.connection(3);
  fourth.protocol = '';
  fourth.onopen({});
  const fifth = await FakeSocket.connection(4);
  fifth.welcome();
  fifth.onmessage({ data: new Blob([]) });
  await FakeSocket.connection(5);
  assert.deepEqual(log.filter(([name]) => name === 'error').map(([, { code }]) => code),
    ['PROTOCOL_ERROR', 'PROTOCOL_ERROR', 'PROTOCOL_ERROR']);
});

test('should reconnect when no answer comes in time', async () => {
  const socket = start({ connectTimeoutMs: 5 });
  await FakeSocket.connection(1);
  assert.ok(socket.isClosed);
  assert.match(log[0][1], /no answer from .* within 5 ms/);
});

test('should refuse announcements that make no sense', async () => {
  for (const instruments of [[{ ...BTC, id: 0 }], [{ ...BTC, priceExponent: 19 }], [null], 5,
    [{ ...BTC, symbol: 7 }], [BTC, { ...BTC, sizeExponent: 0 }]]) {
    const socket = start();
    socket.text(HELLO);
    socket.text({ op: 'subscribed', id: 1, epoch: EPOCH, position: 10, instruments, unknown: [] });
    assert.deepEqual(names(), ['error', 'disconnected'], JSON.stringify(instruments));
    client.close();
  }
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

test('should ask for every trade with the latest quotes', () => {
  const socket = start({ mode: 'trade-safe' });
  socket.welcome();
  assert.deepEqual(socket.sent, [{ op: 'subscribe', symbols: ['BTC*'], mode: 'trade-safe', maxRate: 10, id: 1 }]);
  client.mode('trade-safe', 4);
  assert.deepEqual(socket.lastSent, { op: 'mode', mode: 'trade-safe', maxRate: 4, id: 2 });
});

test('should bring the server into line with what was changed while it answered', () => {
  const socket = start();
  socket.text(HELLO);
  client.unsubscribe('BTC*');
  client.subscribe('ETH*', 'IBM@Q');
  client.mode('conflated', 4);
  assert.equal(socket.sent.length, 1);
  socket.text({ op: 'subscribed', id: 1, epoch: EPOCH, position: 10, instruments: [BTC], unknown: [] });
  assert.deepEqual(socket.sent.slice(1), [
    { op: 'unsubscribe', symbols: ['BTC*'], id: 2 },
    { op: 'subscribe', symbols: ['ETH*', 'IBM@Q'], mode: 'conflated', maxRate: 4, id: 3 }]);
  socket.text({ op: 'subscribed', id: 3, epoch: EPOCH, position: 10, instruments: [], unknown: ['IBM@Q'] });
  client.mode('all');
  assert.deepEqual(socket.lastSent, { op: 'mode', mode: 'all', id: 4 });
  client.unsubscribe();
  assert.deepEqual(socket.lastSent, { op: 'unsubscribe', symbols: ['ETH*', 'IBM@Q'], id: 5 });
  client.mode('conflated');
  assert.equal(socket.sent.length, 5);
});

test('should ask again for what the server was too busy for', async () => {
  const socket = start();
  socket.welcome();
  client.subscribe('ETH*');
  socket.text({ op: 'error', id: 2, code: 'BUSY', message: 'later' });
  for (let i = 0; i < 1_000 && socket.sent.length < 3; i++) {
    socket.frame(10, 10);
    await new Promise((resolve) => { setTimeout(resolve, 2); });
  }
  assert.deepEqual(socket.sent[2], { op: 'subscribe', symbols: ['ETH*'], mode: 'all', id: 3 });
  socket.text({ op: 'error', id: 3, code: 'TOO_MANY_SYMBOLS', message: 'no' });
  client.ping();
  assert.equal(socket.lastSent.op, 'ping');
});

test('should read the clock of a pong exactly', () => {
  const socket = start();
  socket.welcome();
  client.ping();
  assert.deepEqual(socket.lastSent, { op: 'ping', id: 2 });
  socket.text('{"op":"pong","id":2,"time":1723161471011492645}');
  assert.deepEqual(log, [['pong', 1_723_161_471_011_492_645n]]);
});

test('should neither lose nor repeat ticks when a callback throws', () => {
  const failure = new Error('mine');
  const socket = start({ onQuote: ({ bidPrice }) => {
    log.push(['quote', bidPrice]);
    if (bidPrice === 1n) {
      throw failure;
    }
  } });
  socket.welcome();
  socket.frame(10, 12, quote(1n), quote(2n));
  socket.frame(12, 13, quote(3n));
  assert.deepEqual(log, [['quote', 1n], ['failure', { call: 'onQuote', error: failure }], ['quote', 2n],
    ['quote', 3n]]);
});

test('should call nothing after it was closed, also from a callback', () => {
  const socket = start({ onQuote: ({ bidPrice }) => {
    log.push(['quote', bidPrice]);
    client.close();
  } });
  socket.welcome();
  socket.frame(10, 12, quote(1n), quote(2n));
  assert.deepEqual(log, [['quote', 1n]]);
  assert.ok(socket.isClosed);
});

test('should say which option is wrong', () => {
  start();
  for (const [options, text] of [[{ symbols: 'BTC*' }, /list of patterns/], [{ symbols: [''] }, /1 to 64 characters/],
    [{ mode: 'fast' }, /'conflated' or 'trade-safe': fast/], [{ maxRate: 0 }, /maxRate must be 1 to 1000/],
    [{ minDelayMs: 0 }, /1 <= min <= max/], [{ minDelayMs: 3 }, /1 <= min <= max/], [{ WebSocket: 'ws' }, /package ws/],
    [{ start: { epoch: EPOCH } }, /start must be/], [{ connectTimeoutMs: 0 }, /connectTimeoutMs must be 1/]]) {
    assert.throws(() => start(options), text);
  }
});
