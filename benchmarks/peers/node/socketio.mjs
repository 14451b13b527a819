// Broadcasts with Socket.IO, for `tickwire bench peers`.
// socket.io, "Performance tuning": bufferutil is the add-on for speed (in package.json), and the first HTTP request of
// each client is not kept. The WebSocket transport alone, nothing compressed.
import { createServer } from 'node:http';
import { Server } from 'socket.io';
import { listenForFeed } from './feed.mjs';

const http = createServer();
const io = new Server(http, {
  transports: ['websocket'],
  perMessageDeflate: false,
  httpCompression: false,
  serveClient: false,
  // The load generator answers no pings within a measurement.
  pingInterval: 600_000,
});
io.engine.on('connection', (socket) => {
  socket.request = null;
});
http.listen({ host: '127.0.0.1', port: 14262, backlog: 4096 });
listenForFeed(14261, (message) => io.emit('m', message.toString('latin1')));
