package io.tickwire.gateway.wire;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import java.nio.ByteBuffer;

/** The first bytes of a client. */
final class ClientHello {
    private ClientHello() {
    }

    /** Of the JDK's client. */
    static byte[] modern() throws SSLException {
        final SSLEngine client = WireRig.clientContext().createSSLEngine();
        client.setUseClientMode(true);
        final ByteBuffer hello = ByteBuffer.allocate(client.getSession().getPacketBufferSize());
        client.wrap(ByteBuffer.allocate(0), hello);
        final byte[] bytes = new byte[hello.flip().remaining()];
        hello.get(bytes);
        return bytes;
    }

    /** Of a client that knows TLS up to 1.1, or the given suites only. */
    static byte[] old(int minorVersion, int... suites) {
        final ByteBuffer body = ByteBuffer.allocate(256).put((byte) 3).put((byte) minorVersion).put(new byte[32])
            .put((byte) 0).putShort((short) (2 * suites.length));
        for (final int suite : suites) {
            body.putShort((short) suite);
        }
        body.put((byte) 1).put((byte) 0).flip();
        final int length = body.remaining();
        return ByteBuffer.allocate(9 + length).put((byte) 22).put((byte) 3).put((byte) 1)
            .putShort((short) (4 + length)).putInt(1 << 24 | length).put(body).array();
    }
}
