// Broadcasts with ws, for `tickwire bench peers`.
// The documentation of ws: perMessageDeflate is off by default and "adds a significant overhead"; bufferutil is the
// add-on for speed (in package.json; ws finds it by itself); the loop is that of its section "Server broadcast".
import { WebSocket, WebSocketServer } from 'ws';
import { listenForFeed } from './feed.mjs';

const server = new WebSocketServer({ host: '127.0.0.1', port: 14252, backlog: 4096, perMessageDeflate: false });
server.on('connection', (client) => client.on('error', () => client.terminate()));
listenForFeed(14251, (message) => {
  for (const client of server.clients) {
    if (client.readyState === WebSocket.OPEN) {
      client.send(message, { binary: true });
    }
  }
});
