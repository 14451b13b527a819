package io.tickwire.gateway;

import io.tickwire.core.counters.CounterId;
import io.tickwire.core.instrument.SymbolPattern;
import io.tickwire.fanout.DeliveryMode;
import io.tickwire.fanout.Rights;
import io.tickwire.fanout.SubscriberRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Little waits in the kernel where only the latest quotes count, and much where everything has to go out. */
@Timeout(60)
final class SendBufferTest {
    private static final List<SymbolPattern> SYMBOLS = List.of(SymbolPattern.parse("*"));
    private static final int INSTRUMENTS = 100;
    private static final int ROUNDS = 200;
    /** What may wait for one who reads nothing: the kernel's buffers of both ends, and a frame. */
    private static final int WAITING_LIMIT_BYTES = 100_000;

    @TempDir
    private Path directory;

    @Test
    void shouldFollowTheModeOfEachKindOfRequest() throws IOException {
        try (SocketChannel socket = SocketChannel.open()) {
            final int defaultBytes = bytes(socket);
            final SendBuffer buffer = new SendBuffer(socket, GatewayRig.GATEWAY);
            buffer.follow(new SubscriberRequest.Subscribe(null, SYMBOLS, DeliveryMode.ALL, 0, Rights.ALL));
            assertEquals(defaultBytes, bytes(socket), "untouched in mode all");
            buffer.follow(new SubscriberRequest.Subscribe(null, SYMBOLS, DeliveryMode.CONFLATED, 0, Rights.ALL));
            final int smallBytes = bytes(socket);
            // Linux doubles what it is asked for, and counts its own bookkeeping in it.
            assertTrue(smallBytes >= 16_384 && smallBytes <= 32_768, "small: " + smallBytes);
            buffer.follow(new SubscriberRequest.ChangeMode(null, DeliveryMode.TRADE_SAFE, 5));
            buffer.follow(new SubscriberRequest.Unsubscribe(null, SYMBOLS));
            assertEquals(smallBytes, bytes(socket));
            buffer.follow(new SubscriberRequest.Resume(null, 1, 1, SYMBOLS, DeliveryMode.ALL, 0, Rights.ALL));
            assertTrue(bytes(socket) > 100_000, "large: " + bytes(socket));
            buffer.follow(new SubscriberRequest.ResumeSince(null, 1, SYMBOLS, DeliveryMode.TRADE_SAFE, 0, Rights.ALL));
            assertEquals(smallBytes, bytes(socket));
        }
    }

    private static int bytes(SocketChannel socket) throws IOException {
        return socket.getOption(StandardSocketOptions.SO_SNDBUF);
    }

    @Test
    void shouldPassOverASocketThatIsClosedAlready() throws IOException {
        final SocketChannel socket = SocketChannel.open();
        final SendBuffer buffer = new SendBuffer(socket, GatewayRig.GATEWAY);
        socket.close();
        buffer.follow(new SubscriberRequest.ChangeMode(null, DeliveryMode.CONFLATED, 5));
    }

    @Test
    void shouldLetLittleWaitForAConflatedClientThatReadsNothing() throws IOException, InterruptedException {
        final GatewayRig rig = new GatewayRig(directory, GatewayRig.GATEWAY);
        try {
            for (int i = 0; i < INSTRUMENTS; i++) {
                rig.define("A" + i + "@x");
            }
            final RawClient stalled = rig.client(4_096).open();
            final RawClient healthy = rig.open();
            for (final RawClient client : List.of(stalled, healthy)) {
                client.ask("{'op':'subscribe','symbols':['*'],'mode':'conflated','maxRate':1000}", "subscribed");
            }
            for (int round = 1; round <= ROUNDS; round++) {
                for (int id = 1; id <= INSTRUMENTS; id++) {
                    rig.quote(id, round);
                }
                healthy.readThrough(rig.head());
            }
            final long quoteBytes = 36L * healthy.ticks().size();
            final long stalledBytes = rig.counter(CounterId.FANOUT_BYTES) - quoteBytes;
            assertTrue(quoteBytes > 3L * WAITING_LIMIT_BYTES, "too little to tell: " + quoteBytes);
            assertTrue(stalledBytes < WAITING_LIMIT_BYTES, "for the client that reads nothing went " + stalledBytes
                + " bytes, for the other " + quoteBytes);
        } finally {
            rig.close();
        }
    }
}
