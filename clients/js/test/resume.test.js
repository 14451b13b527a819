import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TickwireClient } from '../src/index.js';
import { BackOff } from '../src/reconnect.js';
import { EPOCH, FakeSocket, HELLO, quote } from './fake-socket.js';

const TICKS = 2_000;
const CUTS = 50;

test('should end with every tick once, in order, cut at 50 random points', async () => {
  const seed = Date.now() % 2_147_483_647;
  console.log(`seed ${seed}`);
  let state = seed || 1;
  const random = (limit) => (state = (state * 48_271) % 2_147_483_647) % limit;
  FakeSocket.all = [];
  const seen = [];
  let resumes = 0;
  const client = new TickwireClient({ WebSocket: FakeSocket, symbols: ['*'], minDelayMs: 1, maxDelayMs: 2,
    connectTimeoutMs: 60_000, onQuote: ({ bidPrice }) => seen.push(Number(bidPrice)),
    onResumed: () => { resumes++; }, onGap: (gap) => assert.fail(JSON.stringify(gap)) });
  // Tick i has position 3 i: other subscribers' ticks lie between.
  let sent = 0;
  for (let cut = 0; sent < TICKS; cut++) {
    const socket = await FakeSocket.connection(cut);
    socket.text({ ...HELLO, heartbeatMs: 60_000 });
    const { op, position } = socket.lastSent;
    assert.equal(op, cut === 0 ? 'subscribe' : 'resume');
    let from = cut === 0 ? 0 : position;
    if (cut === 0) {
      socket.text({ op: 'subscribed', id: socket.lastSent.id, epoch: EPOCH, position: 0,
        instruments: [{ id: 3, symbol: 'BTCUSDT@spot', priceExponent: -2, sizeExponent: -5 }], unknown: [] });
    } else {
      socket.resume(from, TICKS * 3);
    }
    const until = cut === CUTS ? TICKS : Math.min(TICKS - 1, sent + random(80));
    while (sent < until) {
      const count = Math.min(until - sent, random(5));
      const through = (sent + count) * 3 + random(3);
      if (through > from) {
        socket.frame(from, through, ...Array.from({ length: count }, (_, i) => quote(BigInt(sent + i + 1))));
        from = through;
        sent += count;
      }
    }
    if (cut < CUTS) {
      // Half of the cuts are seen by the socket, half by the application.
      if (random(2) === 0) {
        socket.cut();
      } else {
        client.cut();
      }
    }
  }
  client.close();
  assert.equal(resumes, CUTS);
  assert.deepEqual(seen, Array.from({ length: TICKS }, (_, i) => i + 1));
});

test('should wait longer after each failure, never as long as another client, and shortly again after success', () => {
  const longest = new BackOff(100, 10_000, () => 0.999_999);
  const shortest = new BackOff(100, 10_000, () => 0);
  assert.deepEqual(Array.from({ length: 9 }, () => longest.next()),
    [100, 200, 400, 800, 1_600, 3_200, 6_400, 10_000, 10_000]);
  assert.deepEqual(Array.from({ length: 9 }, () => shortest.next()),
    [50, 100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000]);
  for (let i = 0; i < 2_000; i++) {
    longest.next();
  }
  assert.equal(longest.next(), 10_000);
  longest.reset();
  assert.equal(longest.next(), 100);
});
