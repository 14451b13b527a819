package io.tickwire.client;

import org.agrona.concurrent.UnsafeBuffer;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * One WebSocket connection. Puts messages together from their parts, takes one message after the other, and hands
 * whole ones to its owner on the client's thread. The library calls from threads of its own choice; since the next
 * message is asked for only after the last one was processed, the buffers have one user at a time.
 */
final class Connection implements WebSocket.Listener {
    /** The owner's side; all calls come on the client's thread. */
    interface Owner {
        void onOpen(Connection connection, String subprotocol);

        void onText(Connection connection, String text);

        void onFrame(Connection connection, UnsafeBuffer buffer, int length);

        void onLost(Connection connection, Loss loss);
    }

    private static final int FIRST_BUFFER_BYTES = 64 << 10;

    private final Owner owner;
    private final Executor clientThread;
    private final int limitBytes;
    private final StringBuilder text = new StringBuilder();
    private final UnsafeBuffer frame = new UnsafeBuffer(0, 0);
    private final Runnable frameTask = this::processFrame;
    private final ArrayDeque<String> outbox = new ArrayDeque<>();
    private byte[] bytes;
    private int length;
    private boolean sending;
    /** Written by the thread that opens, read by the client's thread. */
    private volatile WebSocket socket;
    /** Written by the client's thread, read by the library's threads. */
    private volatile boolean dropped;

    Connection(Owner owner, Executor clientThread, int limitBytes) {
        this.owner = owner;
        this.clientThread = clientThread;
        this.limitBytes = limitBytes;
        bytes = new byte[Math.min(FIRST_BUFFER_BYTES, limitBytes)];
    }

    @Override
    public void onOpen(WebSocket webSocket) {
        socket = webSocket;
        if (dropped) {
            webSocket.abort();
            return;
        }
        clientThread.execute(() -> {
            owner.onOpen(this, webSocket.getSubprotocol());
            requestNext();
        });
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        if (text.length() + data.length() > limitBytes) {
            lost(Loss.of("a text message is longer than the limit of " + limitBytes));
            return null;
        }
        text.append(data);
        if (!last) {
            webSocket.request(1);
            return null;
        }
        final String message = text.toString();
        text.setLength(0);
        clientThread.execute(() -> {
            if (!dropped) {
                owner.onText(this, message);
            }
            requestNext();
        });
        return null;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
        final int more = data.remaining();
        if (more > limitBytes - length) {
            lost(Loss.of("a binary message is longer than the limit of " + limitBytes + " bytes"));
            return null;
        }
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(limitBytes, Math.max(2L * bytes.length, length + more)));
        }
        data.get(bytes, length, more);
        length += more;
        if (last) {
            clientThread.execute(frameTask);
        } else {
            webSocket.request(1);
        }
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        lost(Loss.closed(statusCode, reason));
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        lost(Loss.of("the connection failed: " + error));
    }

    /** Client's thread. Requests go out in order, one at a time, as the library wants it. */
    void send(String request) {
        outbox.add(request);
        sendNext();
    }

    /** Client's thread. Nothing of this connection is handed out any more. */
    void abort() {
        dropped = true;
        final WebSocket open = socket;
        if (open != null) {
            open.abort();
        }
    }

    boolean isDropped() {
        return dropped;
    }

    boolean isOpen() {
        return socket != null && !dropped;
    }

    /** Client's thread. Ask the server to close. */
    CompletionStage<WebSocket> sendClose() {
        return socket.sendClose(WebSocket.NORMAL_CLOSURE, "");
    }

    private void sendNext() {
        if (sending || dropped || outbox.isEmpty()) {
            return;
        }
        sending = true;
        socket.sendText(outbox.remove(), true).whenCompleteAsync((sent, failure) -> {
            sending = false;
            if (failure == null) {
                sendNext();
            } else if (!dropped) {
                owner.onLost(this, Loss.of("sending failed: " + failure));
            }
        }, clientThread);
    }

    private void processFrame() {
        if (!dropped) {
            frame.wrap(bytes, 0, length);
            owner.onFrame(this, frame, length);
        }
        length = 0;
        requestNext();
    }

    private void requestNext() {
        if (!dropped) {
            socket.request(1);
        }
    }

    private void lost(Loss loss) {
        clientThread.execute(() -> {
            if (!dropped) {
                owner.onLost(this, loss);
            }
        });
    }
}
