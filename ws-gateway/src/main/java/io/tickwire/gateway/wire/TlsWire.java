package io.tickwire.gateway.wire;

import tlschannel.NeedsReadException;
import tlschannel.NeedsTaskException;
import tlschannel.NeedsWriteException;
import tlschannel.ServerTlsChannel;
import tlschannel.TlsChannel;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;

/**
 * TLS on a socket, the server's side. Before the handshake is done only the reader is inside; then reader and owner
 * are, each on its own way, and the locks of tls-channel order the few moments when the reader has to write as well.
 */
final class TlsWire implements Wire {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SocketChannel socket;
    private final SSLEngine engine;
    private final MeteredSocket metered;
    private final TlsChannel channel;
    /** Set by the reader, read by the owner. */
    private volatile boolean isHandshaken;
    // Reader.
    private boolean isReadBlockedOnWrite;
    // Owner.
    private boolean isCloseNotifyMade;

    TlsWire(SocketChannel socket, SSLContext context, SSLEngine engine, RecordBuffers buffers) {
        this.socket = socket;
        this.engine = engine;
        this.metered = new MeteredSocket(socket);
        this.channel = ServerTlsChannel.newBuilder(metered, context).withEngineFactory(unused -> engine)
            .withEncryptedBufferAllocator(buffers).withRunTasks(false).build();
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        metered.nextHelping();
        try {
            final int count = isHandshaken || handshake() ? channel.read(target) : -1;
            isReadBlockedOnWrite = false;
            metered.onData(Math.max(count, 0));
            return count;
        } catch (final NeedsReadException e) {
            isReadBlockedOnWrite = false;
            return 0;
        } catch (final NeedsWriteException e) {
            isReadBlockedOnWrite = true;
            return 0;
        } catch (final NeedsTaskException e) {
            // The owner's wrap would wait for a task that nobody runs, and without end.
            engine.closeOutbound();
            throw new SSLException("the peer has asked for a renegotiation, which is refused", e);
        } catch (final RuntimeException | AssertionError e) {
            throw failure(e);
        }
    }

    /** Whether it is done; false at the end of what the peer sends. */
    private boolean handshake() throws IOException {
        try {
            while (!isHandshaken) {
                try {
                    channel.handshake();
                    isHandshaken = true;
                } catch (final NeedsTaskException e) {
                    e.getTask().run();
                }
            }
            return true;
        } catch (final ClosedChannelException e) {
            if (metered.isAtEnd()) {
                return false;
            }
            throw e;
        } catch (final SSLException | RuntimeException e) {
            sendAlert(e);
            throw e;
        }
    }

    /** The channel sends nothing more once the engine has refused something. Nothing waits: it is sent first. */
    private void sendAlert(Exception cause) {
        final ByteBuffer alert = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        try {
            int before = -1;
            while (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP && alert.position() > before) {
                before = alert.position();
                engine.wrap(NOTHING.duplicate(), alert);
            }
            socket.write(alert.flip());
        } catch (final IOException | RuntimeException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public boolean isReadBlockedOnWrite() {
        return isReadBlockedOnWrite;
    }

    @Override
    public boolean isBuffering() {
        return true;
    }

    @Override
    public boolean write(ByteBuffer source) throws IOException {
        if (!isHandshaken) {
            return !source.hasRemaining();
        }
        if (!push(source)) {
            return false;
        }
        if (source.hasRemaining()) {
            throw new ClosedChannelException();
        }
        return true;
    }

    /** Whether the socket took all that was encrypted; what is in source stays there once our side has ended. */
    private boolean push(ByteBuffer source) throws IOException {
        try {
            channel.write(source);
            return true;
        } catch (final NeedsWriteException e) {
            return false;
        } catch (final RuntimeException | AssertionError e) {
            throw failure(e);
        }
    }

    @Override
    public boolean shutdownOutput() throws IOException {
        if (isHandshaken) {
            if (!push(NOTHING.duplicate())) {
                return false;
            }
            if (!isCloseNotifyMade) {
                isCloseNotifyMade = true;
                // The channel's own shutdown forgets the close_notify when the socket is full. So the engine is closed,
                // and gives the close_notify in place of a byte.
                engine.closeOutbound();
                push(ByteBuffer.allocate(1));
            }
            if (!push(NOTHING.duplicate())) {
                return false;
            }
        }
        socket.shutdownOutput();
        return true;
    }

    @Override
    public SocketChannel socket() {
        return socket;
    }

    @Override
    public void close() throws IOException {
        // Not the channel's close, which sends, and waits for who is inside.
        socket.close();
    }

    private static SSLException failure(Throwable cause) {
        return new SSLException("TLS failed: " + cause, cause);
    }
}
