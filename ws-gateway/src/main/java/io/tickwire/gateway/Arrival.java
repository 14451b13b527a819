package io.tickwire.gateway;

import io.tickwire.gateway.proxy.IpAddress;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * What comes before the frames of one connection: maybe a proxy's header, then a handshake; and with them the client's
 * address, under which it is counted. Reader thread only, but for {@link #socketClosed}.
 */
final class Arrival {
    private final Admission admission;
    private ProxyPreface preface;
    private HandshakeReader handshake = new HandshakeReader();
    private IpAddress address;
    private boolean isCounted;
    /** Set by the reader before it ends, read by who closes the socket after that. */
    private boolean isWaiting;

    Arrival(Admission admission, IpAddress peer) {
        this.admission = admission;
        address = peer;
        preface = admission.expectsProxyHeader(peer) ? new ProxyPreface() : null;
    }

    /** Of the client, as far as it is known. */
    IpAddress address() {
        return address;
    }

    /** Whether a proxy's header comes first. */
    boolean isBehindPreface() {
        return preface != null;
    }

    /**
     * Count who comes by itself.
     *
     * @throws BadHandshake if it is one too many
     */
    void start(long nowNs) throws BadHandshake {
        if (preface == null) {
            enterUnlessForwarded(nowNs);
        }
    }

    /**
     * Read a proxy's header, and nothing behind it.
     *
     * @return 0, or -1 at the end of the input
     * @throws BadHandshake if it is none, or the client is one too many
     */
    int readPreface(SocketChannel socket, long nowNs) throws IOException, BadHandshake {
        if (!preface.read(socket)) {
            return -1;
        }
        if (preface.isBad()) {
            throw new BadHandshake("400 Bad Request", preface.error());
        }
        if (preface.isDone()) {
            address = preface.client(address);
            preface = null;
            enterUnlessForwarded(nowNs);
        }
        return 0;
    }

    /** A trusted proxy's connection counts for the client that its handshake names. */
    private void enterUnlessForwarded(long nowNs) throws BadHandshake {
        if (!admission.mayForward(address)) {
            enter(address, nowNs);
        }
    }

    private void enter(IpAddress client, long nowNs) throws BadHandshake {
        admission.enter(client, nowNs);
        address = client;
        isCounted = true;
    }

    /**
     * Read a handshake.
     *
     * @param input what came; what follows the handshake is left in it
     * @return null while it is not whole
     * @throws BadHandshake if it is against the rules, or the client may not come in
     */
    HandshakeRequest read(ByteBuffer input, long nowNs) throws BadHandshake {
        if (!handshake.read(input)) {
            return null;
        }
        final HandshakeRequest request = HandshakeRequest.parse(handshake.text());
        handshake = null;
        if (!isCounted) {
            enter(admission.client(address, request), nowNs);
        }
        admission.checkOrigin(request);
        return request;
    }

    /**
     * Whether the socket may stay open for an answer: it counts for its address, or else for those refused.
     *
     * @param needsTls whether the handshake of TLS is still to come
     */
    boolean mayWait(boolean needsTls, long nowNs) {
        isWaiting = !isCounted && admission.refused().tryEnter(needsTls, nowNs);
        return isCounted || isWaiting;
    }

    /** Any thread: the socket is closed. Once. */
    void socketClosed() {
        if (isWaiting) {
            admission.refused().leave();
        }
    }

    /** The connection has ended. Once. */
    void leave() {
        if (isCounted) {
            admission.leave(address);
        }
    }
}
