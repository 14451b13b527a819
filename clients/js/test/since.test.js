import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { TickwireClient } from '../src/index.js';
import { BTC, EPOCH, FakeSocket, HELLO, quote } from './fake-socket.js';

const SINCE = '2026-11-24T14:30:00.000000001Z';
const BY_TIME = { op: 'resume', time: SINCE, symbols: ['BTC*'], mode: 'all' };

let client;
const log = [];

function start(options = {}) {
  FakeSocket.all = [];
  log.length = 0;
  client = new TickwireClient({ WebSocket: FakeSocket, symbols: ['BTC*'], minDelayMs: 1, maxDelayMs: 2, since: SINCE,
    onQuote: ({ bidPrice }) => log.push(['quote', bidPrice]), onResumed: ({ from }) => log.push(['resumed', from]),
    onReset: ({ reason }) => log.push(['reset', reason]), onGap: (gap) => log.push(['gap', gap]),
    onError: ({ message }) => log.push(['error', message]), ...options });
  return FakeSocket.all[0];
}

afterEach(() => client?.close());

test('should ask by time until that is answered, and by position from then on', async () => {
  const socket = start();
  socket.text(HELLO);
  assert.deepEqual(socket.sent, [{ ...BY_TIME, id: 1 }]);
  assert.equal(client.position, null);
  socket.cut();
  const second = await FakeSocket.connection(1);
  second.text(HELLO);
  assert.deepEqual(second.sent, [{ ...BY_TIME, id: 2 }]);
  second.text({ op: 'error', id: 2, code: 'BUSY', message: 'later' });
  const third = await FakeSocket.connection(2);
  third.text(HELLO);
  assert.deepEqual(third.sent, [{ ...BY_TIME, id: 3 }]);
  third.resume(40, 90);
  third.frame(40, 43, quote(7n));
  third.cut();
  const fourth = await FakeSocket.connection(3);
  fourth.text(HELLO);
  assert.deepEqual(fourth.sent, [{ op: 'resume', epoch: EPOCH, position: 43, symbols: ['BTC*'], mode: 'all', id: 4 }]);
  assert.deepEqual(log, [['resumed', 40], ['quote', 7n]]);
});

test('should go on by position after a reset that answers a time', async () => {
  const socket = start();
  socket.text(HELLO);
  socket.text({ op: 'reset', id: 1, reason: 'TOO_OLD', epoch: EPOCH, position: 50, oldest: 20, instruments: [BTC] });
  assert.deepEqual(log, [['reset', 'TOO_OLD']]);
  socket.cut();
  const second = await FakeSocket.connection(1);
  second.text(HELLO);
  assert.equal(second.lastSent.position, 50);
});

test('should accept an unknown epoch only in answer to a time', async () => {
  const socket = start();
  socket.text(HELLO);
  socket.resume(40);
  socket.cut();
  const second = await FakeSocket.connection(1);
  second.text(HELLO);
  second.text({ op: 'resumed', id: 2, epoch: 'ffffffffffffffff', from: 40, head: 40 });
  assert.deepEqual(log.at(-1), ['error', `resumed in epoch ffffffffffffffff, not in ${EPOCH}`]);
  client.close();
  const fresh = start({ since: null });
  fresh.text(HELLO);
  fresh.resume(40);
  assert.deepEqual(log, [['error', `resumed in epoch ${EPOCH}, not in null`]]);
});

test('should begin by time with the patterns that come first', () => {
  const socket = start({ symbols: [] });
  socket.text(HELLO);
  assert.deepEqual(socket.sent, []);
  client.subscribe('BTC*');
  assert.deepEqual(socket.sent, [{ ...BY_TIME, id: 1 }]);
});

test('should name every kind of time exactly', () => {
  for (const [since, text] of [[SINCE, SINCE], [1_795_530_600_000_000_001n, SINCE], [0n, '1970-01-01T00:00:00Z'],
    [new Date(1_795_530_600_120), '2026-11-24T14:30:00.12Z'], ['2026-11-24T14:30:00Z', '2026-11-24T14:30:00Z'],
    ['2026-11-24T14:30:00.500Z', '2026-11-24T14:30:00.5Z'],
    [2n ** 63n - 1n, '2262-04-11T23:47:16.854775807Z']]) {
    const socket = start({ since });
    socket.text(HELLO);
    assert.equal(socket.lastSent.time, text);
    client.close();
  }
});

test('should say what is wrong with a time', () => {
  const position = { epoch: EPOCH, position: 1 };
  for (const [options, text] of [[{ start: position }, /start and since exclude each other/],
    [{ since: 5 }, /since must be a Date, a text such as .*, or a BigInt of ns since 1970: 5/],
    [{ since: new Date(NaN) }, /must be a Date/], [{ since: 'yesterday' }, /must be a Date.*: yesterday/],
    [{ since: '2026-02-30T00:00:00Z' }, /must be a Date/], [{ since: '2026-11-24T14:30:00+01:00' }, /must be a Date/],
    [{ since: '2026-11-24T14:30:00.0000000001Z' }, /must be a Date/], [{ since: {} }, /must be a Date/],
    [{ since: -1n }, /from 1970-01-01T00:00:00Z to 2262-04-11T23:47:16.854775807Z: -1/],
    [{ since: 2n ** 63n }, /to 2262/], [{ since: '1969-12-31T23:59:59.999999999Z' }, /from 1970/]]) {
    assert.throws(() => start(options), text);
  }
});
