// Broadcasts with uWebSockets (C++), which is the WebSocket server inside Bun, for `tickwire bench peers`.
// bun.com, "WebSockets", has the native publish-subscribe, which is that of uWebSockets. Of its options:
// perMessageDeflate is off by default, and a message is dropped past backpressureLimit, 16 MB by default; 0 is no limit.
import { listenForFeed } from './feed.mjs';

const TOPIC = 'b';

const server = Bun.serve({
  hostname: '127.0.0.1',
  port: 14302,
  fetch: (request, self) => (self.upgrade(request) ? undefined : new Response('WebSocket only', { status: 426 })),
  websocket: {
    perMessageDeflate: false,
    // The load generator answers no pings within a measurement.
    sendPings: false,
    idleTimeout: 0,
    backpressureLimit: 0,
    closeOnBackpressureLimit: false,
    open: (client) => client.subscribe(TOPIC),
    message: () => {},
  },
});
listenForFeed(14301, (message) => server.publish(TOPIC, message));
