/** Tokens, and what a client makes of a server that lets it in no more, not now, or not at all. */
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { TickwireClient } from '../src/index.js';
import { FakeSocket, HELLO, quote } from './fake-socket.js';

let client;
let asked;
const log = [];

function start(options = {}) {
  FakeSocket.all = [];
  log.length = 0;
  asked = 0;
  const note = (name) => (event) => log.push([name, event]);
  client = new TickwireClient({ WebSocket: FakeSocket, symbols: ['BTC*'], minDelayMs: 1, maxDelayMs: 2,
    token: async () => `a.b.token-${++asked}`, onExpiring: note('expiring'), onGoingAway: note('going away'),
    onDisconnected: note('disconnected'), onError: note('error'), onRefused: note('refused'), ...options });
  return FakeSocket.connection(0);
}

/** Once a condition holds that promises and timers bring about. */
async function until(what, condition) {
  for (let i = 0; i < 5_000 && !condition(); i++) {
    await new Promise((resolve) => { setTimeout(resolve, 2); });
  }
  assert.ok(condition(), `did not happen in time: ${what}`);
}

afterEach(() => client.close());

test('should offer the token beside the protocol, and another one when it has expired', async () => {
  const socket = await start();
  assert.deepEqual(socket.offered, ['tickwire.v1', 'tickwire.token.a.b.token-1']);
  socket.welcome();
  socket.frame(10, 15, quote(8n));
  socket.onclose({ code: 4007, reason: 'the token has expired' });
  const second = await FakeSocket.connection(1);
  assert.deepEqual(second.offered, ['tickwire.v1', 'tickwire.token.a.b.token-2']);
  second.text({ ...HELLO, auth: 'done' });
  assert.equal(second.lastSent.op, 'resume');
  assert.equal(second.lastSent.position, 15);
});

test('should show a fresh token before one expires, but not the same again', async () => {
  let token = 'a.b.first';
  const socket = await start({ token: () => { asked++; return token; } });
  socket.welcome();
  socket.text({ op: 'expiring', ms: 59_000 });
  await until('a second question', () => asked === 2);
  token = 'a.b.second';
  socket.text({ op: 'expiring', ms: 58_000 });
  await until('the fresh token', () => socket.lastSent.op === 'auth');
  assert.deepEqual(socket.sent.slice(1), [{ op: 'auth', token: 'a.b.second', id: 2 }]);
  assert.deepEqual(log, [['expiring', { ms: 59_000 }], ['expiring', { ms: 58_000 }]]);
});

test('should go on with the old token as long as there is no fresh one', async () => {
  const socket = await start({ token: () => {
    if (++asked > 1) {
      throw new Error('the vault is sealed');
    }
    return 'a.b.c';
  } });
  socket.welcome();
  socket.text({ op: 'expiring', ms: 59_000 });
  await until('the error', () => log.length === 2);
  assert.deepEqual(log[1], ['error', { code: 'NO_TOKEN', message: 'the vault is sealed' }]);
  assert.ok(!socket.isClosed);
});

test('should show the token in the first message after a handshake that was refused without a word', async () => {
  const socket = await start();
  socket.onerror({});
  const second = await FakeSocket.connection(1);
  assert.equal(second.offered, 'tickwire.v1');
  second.text({ ...HELLO, auth: 'required' });
  client.subscribe('ETH*');
  await until('the token', () => second.sent.length === 1);
  assert.deepEqual(second.sent, [{ op: 'auth', token: 'a.b.token-2', id: 1 }]);
  second.text({ op: 'authenticated', id: 1, subject: 'alice', expires: 1 });
  assert.deepEqual(second.sent.slice(1), [
    { op: 'subscribe', symbols: ['BTC*', 'ETH*'], mode: 'all', id: 2 }]);
  second.onclose({ code: 4009, reason: '' });
  const third = await FakeSocket.connection(2);
  assert.deepEqual(third.offered, ['tickwire.v1', 'tickwire.token.a.b.token-3']);
});

test('should end if a token is wanted and there is none', async () => {
  const socket = await start({ token: null });
  socket.text({ ...HELLO, auth: 'required' });
  assert.deepEqual(log, [['refused',
    { code: 'UNAUTHENTICATED', message: 'the server wants a token, and this client has none' }]]);
  assert.ok(socket.isClosed);
  assert.deepEqual(socket.sent, []);
});

test('should end when it is let in no more', async () => {
  for (const [event, code] of [[{ code: 4006, reason: 'no' }, 'UNAUTHENTICATED'], [{ code: 4008 }, 'REVOKED']]) {
    const socket = await start();
    socket.welcome();
    socket.onclose(event);
    assert.equal(log.length, 1);
    assert.equal(log[0][1].code, code);
    assert.match(log[0][1].message, new RegExp(`^the connection was closed with code ${event.code}`));
    await new Promise((resolve) => { setTimeout(resolve, 10); });
    assert.equal(FakeSocket.all.length, 1);
  }
});

test('should end when the package ws tells that the handshake was refused, and try again for less', async () => {
  for (const [status, code] of [[401, 'UNAUTHENTICATED'], [403, 'FORBIDDEN']]) {
    const socket = await start();
    socket.onerror({ message: `Unexpected server response: ${status}` });
    assert.deepEqual(log.map(([name, event]) => [name, event.code]), [['refused', code]]);
  }
  const socket = await start();
  socket.onerror({ message: 'Unexpected server response: 429' });
  await FakeSocket.connection(1);
});

test('should come back when a server that stops said so, once', async () => {
  const socket = await start({ token: null });
  socket.welcome();
  socket.text({ op: 'goingAway', reconnectMs: 37 });
  socket.onclose({ code: 1001, reason: 'the server stops' });
  assert.deepEqual(log[0], ['going away', { reconnectMs: 37, addresses: [] }]);
  assert.equal(log[1][1].retryInMs, 37);
  const second = await FakeSocket.connection(1);
  second.cut();
  assert.ok(log[2][1].retryInMs <= 2, JSON.stringify(log));
});

const OWN = 'wss://a.example:8800';

/** What a client tries, one after the other, where nobody listens; so many attempts. */
async function attempts(count, addresses, options) {
  const socket = await start({ token: null, url: OWN, ...options });
  socket.welcome();
  socket.text({ op: 'goingAway', reconnectMs: 1, addresses });
  socket.onclose({ code: 1001, reason: 'the server stops' });
  for (let i = 1; i < count; i++) {
    (await FakeSocket.connection(i)).cut();
  }
  return (await FakeSocket.connection(count), FakeSocket.all.slice(1).map(({ url }) => url));
}

test('should try each of the other servers once, in random order, then its own', async () => {
  const others = ['b', 'c', 'd'].map((name) => `wss://${name}.example/feed`);
  const orders = new Set();
  for (let seed = 0; seed < 8; seed++) {
    let draw = seed * 0.618;
    const random = () => { draw = (draw + 0.382) % 1; return draw; };
    const tried = await attempts(5, others, { followHosts: ['*.example'], random });
    client.close();
    assert.deepEqual(tried.slice(0, 3).sort(), others);
    assert.deepEqual(tried.slice(3), [OWN, OWN]);
    orders.add(tried.slice(0, 3).join());
  }
  assert.ok(orders.size > 1, 'always in the same order');
});

test('should go on nowhere that is not allowed, but tell of it', async () => {
  const addresses = ['ws://b.example', 'wss://b.example:1', 'wss://b.example.org', 'wss://xb.example',
    'wss://b.example@c.org', OWN];
  const tried = await attempts(2, [...addresses, 'https://b.example', 'b.example', 7, 'wss://b.example/#x'],
    { followHosts: ['b.example:443', 'b.example:80'] });
  assert.deepEqual(tried, [OWN, OWN]);
  assert.deepEqual(log[0], ['going away', { reconnectMs: 1, addresses }]);
  client.close();
  assert.deepEqual(await attempts(1, ['wss://b.example'], { followHosts: ['B.example:443'] }), ['wss://b.example']);
  client.close();
  assert.deepEqual(await attempts(1, ['wss://b.example'], {}), [OWN]);
  client.close();
  const plain = await attempts(2, ['ws://[::1]:8801', 'ws://[::1]:8802'],
    { url: 'ws://[::1]:8800', followHosts: ['[::1]:8801'] });
  assert.deepEqual(plain, ['ws://[::1]:8801', 'ws://[::1]:8800']);
  client.close();
  // A browser takes this for wss.
  const page = await attempts(1, ['ws://b.example'], { url: 'https://a.example', followHosts: ['b.example'] });
  assert.deepEqual(page, ['https://a.example']);
});

test('should resume at another server, stay there, and try both when it is lost', async () => {
  const other = 'wss://b.example';
  const socket = await start({ url: OWN, followHosts: ['b.example', 'c.example'], random: () => 0 });
  socket.welcome();
  socket.frame(10, 15, quote(8n));
  socket.text({ op: 'goingAway', reconnectMs: 1, addresses: [other, 'wss://c.example'] });
  socket.onclose({ code: 1001, reason: 'the server stops' });
  const second = await FakeSocket.connection(1);
  assert.deepEqual([second.url, second.offered[1]], [other, 'tickwire.token.a.b.token-2']);
  second.text({ ...HELLO, auth: 'done' });
  assert.deepEqual([second.lastSent.op, second.lastSent.position], ['resume', 15]);
  second.resume(15);
  second.frame(15, 16, quote(9n));
  for (let i = 1; i < 5; i++) {
    (await FakeSocket.connection(i)).cut();
  }
  await FakeSocket.connection(5);
  assert.deepEqual(FakeSocket.all.slice(1).map(({ url }) => url), [other, other, OWN, other, OWN]);
});

test('should go on to the next when another server refuses it, and end when its own does', async () => {
  const socket = await start({ url: OWN, followHosts: ['b.example', 'c.example'], random: () => 0 });
  socket.welcome();
  socket.text({ op: 'goingAway', reconnectMs: 1, addresses: ['wss://b.example', 'wss://c.example'] });
  socket.onclose({ code: 1001, reason: 'the server stops' });
  (await FakeSocket.connection(1)).onerror({ message: 'Unexpected server response: 401' });
  (await FakeSocket.connection(2)).onclose({ code: 4006, reason: 'no' });
  assert.ok(log.every(([name]) => name !== 'refused'), JSON.stringify(log));
  const own = await FakeSocket.connection(3);
  assert.equal(own.url, OWN);
  own.onclose({ code: 4006, reason: 'no' });
  assert.equal(log[log.length - 1][0], 'refused');
});

test('should go on to the next when another server wants a token and there is none', async () => {
  await attempts(1, ['wss://b.example'], { followHosts: ['b.example'] });
  FakeSocket.all[1].text({ ...HELLO, auth: 'required' });
  assert.equal((await FakeSocket.connection(2)).url, OWN);
  assert.deepEqual(FakeSocket.all[1].sent, []);
});

test('should try again when there is no token, and never tell a bad one', async () => {
  const tokens = [() => { throw new Error('the vault is sealed'); }, () => 'a.b.secret, x', () => undefined,
    () => 'a.b.c'];
  const socket = await start({ token: () => tokens[asked++]() });
  assert.deepEqual(socket.offered, ['tickwire.v1', 'tickwire.token.a.b.c']);
  const reasons = log.map(([, { reason }]) => reason);
  assert.equal(reasons[0], 'no token: the vault is sealed');
  assert.match(reasons[1], /^no token: a token must be a JWT.* gave 13 characters/);
  assert.match(reasons[2], /gave undefined$/);
  assert.ok(!reasons.join().includes('secret'));
});

test('should do nothing with a token that comes after the end', async () => {
  let give;
  FakeSocket.all = [];
  client = new TickwireClient({ WebSocket: FakeSocket, symbols: ['BTC*'],
    token: () => new Promise((resolve) => { give = resolve; }) });
  await until('the question', () => give !== undefined);
  client.close();
  give('a.b.c');
  await new Promise((resolve) => { setTimeout(resolve, 5); });
  assert.equal(FakeSocket.all.length, 0);
});

test('should say what a token must be', () => {
  assert.throws(() => new TickwireClient({ WebSocket: FakeSocket, token: 'a.b.c' }), /token must be a function/);
});

test('should say what a host must be', () => {
  for (const followHosts of ['b.example', ['ws://b.example'], ['b.example/'], ['*'], ['b.*.example'], [7]]) {
    assert.throws(() => new TickwireClient({ WebSocket: FakeSocket, followHosts }), /followHosts must be a list/);
  }
});
