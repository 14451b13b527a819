// The publisher's side, the same for both servers: one TCP connection, each message after its length (4 bytes).
import net from 'node:net';

export function listenForFeed(port, onMessage) {
  net.createServer((socket) => {
    let rest = Buffer.alloc(0);
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => {
      const data = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      let at = 0;
      while (data.length - at >= 4 && data.length - at - 4 >= data.readUInt32BE(at)) {
        const end = at + 4 + data.readUInt32BE(at);
        onMessage(data.subarray(at + 4, end));
        at = end;
      }
      rest = data.subarray(at);
    });
  }).listen(port, '127.0.0.1');
}
