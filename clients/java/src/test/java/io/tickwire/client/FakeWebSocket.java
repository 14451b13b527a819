package io.tickwire.client;

import com.fasterxml.jackson.databind.JsonNode;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Keeps the requests that a client sends; everything succeeds at once. */
final class FakeWebSocket implements WebSocket {
    private final List<JsonNode> sent = new ArrayList<>();

    /** The requests since the last call, in their order. */
    List<JsonNode> takeSent() {
        final List<JsonNode> taken = List.copyOf(sent);
        sent.clear();
        return taken;
    }

    @Override
    public CompletableFuture<WebSocket> sendText(CharSequence data, boolean last) {
        sent.add(ControlMessages.parse(data.toString()));
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public CompletableFuture<WebSocket> sendBinary(ByteBuffer data, boolean last) {
        throw new AssertionError("the client sent a binary message");
    }

    @Override
    public CompletableFuture<WebSocket> sendPing(ByteBuffer message) {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public CompletableFuture<WebSocket> sendPong(ByteBuffer message) {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public CompletableFuture<WebSocket> sendClose(int statusCode, String reason) {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public void request(long n) {
    }

    @Override
    public String getSubprotocol() {
        return "tickwire.v1";
    }

    @Override
    public boolean isOutputClosed() {
        return false;
    }

    @Override
    public boolean isInputClosed() {
        return false;
    }

    @Override
    public void abort() {
    }
}
