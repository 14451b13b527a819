package io.tickwire.gateway;

import io.tickwire.core.counters.CounterFile;
import io.tickwire.core.counters.CounterId;
import io.tickwire.gateway.wire.PlainWire;
import io.tickwire.gateway.wire.Wire;
import org.agrona.concurrent.EpochNanoClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** The reader sleeps while clients are silent, wherever they stopped. */
@Timeout(60)
final class SilentClientTest {
    private static final int IDLE_CYCLES = 20;
    private static final long START_NS = 1_800_000_000_000_000_000L;

    /**
     * The reader looks at it once a cycle, and once more for each connection that its selector woke it for. Time stands
     * still, so that no deadline brings rest by ending the connection.
     */
    private static final class CountingClock implements EpochNanoClock {
        int looks;

        @Override
        public long nanoTime() {
            looks++;
            return START_NS;
        }
    }

    @TempDir
    private Path directory;
    private final CountingClock clock = new CountingClock();
    private CounterFile counters;
    private GatewayIo io;
    private Acceptor acceptor;
    private GatewayReader reader;
    private int accepted;

    @BeforeEach
    void open() {
        counters = new CounterFile(directory);
        io = new GatewayIo(GatewayRig.NO_DEFLATE, counters);
        acceptor = Acceptor.bind("127.0.0.1", 0, counters.errors());
    }

    @AfterEach
    void close() {
        reader.onClose();
        io.close();
        assertEquals(0, counters.counter(CounterId.ERRORS).get(), "errors on the server");
        counters.close();
    }

    private void listen(boolean isTls) {
        final Function<SocketChannel, Wire> wires = isTls ? TestTls.server(counters.errors())::newWire : PlainWire::new;
        final ConnectionHandler handler = new EchoHandler(counters.errors());
        final Admission admission = new Admission(GatewayRig.NO_LIMITS);
        reader = new GatewayReader(acceptor, (socket, nowNs) -> {
            accepted++;
            final Wire wire = wires.apply(socket);
            final Outbound outbound = new Outbound(wire, io, 65_536, GatewayRig.MS);
            outbound.listener(new OutboundListener() {
                @Override
                public void onEnding() {
                    throw new AssertionError("the connection has ended");
                }

                @Override
                public void onClosed() {
                    // At the end of the test.
                }
            });
            return new Connection(wire, outbound, 0, admission, handler, GatewayRig.GATEWAY,
                GatewayRig.NO_LIMITS, new Compression(GatewayRig.GATEWAY), nowNs);
        }, handler, clock, counters.errors());
    }

    private int looksOfACycle() {
        final int before = clock.looks;
        try {
            reader.doWork();
        } catch (final IOException e) {
            throw new AssertionError(e);
        }
        io.poll(clock.nanoTime());
        return clock.looks - before - 1;
    }

    @ParameterizedTest(name = "after {1} of 100 parts of its first bytes, TLS {0}")
    @CsvSource({"false, 0", "false, 1", "false, 50", "false, 100", "true, 0", "true, 1", "true, 3", "true, 50",
        "true, 99", "true, 100"})
    void shouldSleepWhileAClientIsSilent(boolean isTls, int percent) throws Exception {
        listen(isTls);
        final byte[] all = isTls ? hello() : RawClient.handshake(null).getBytes(StandardCharsets.US_ASCII);
        final byte[] bytes = Arrays.copyOf(all, (all.length * percent + 99) / 100);
        try (SocketChannel client = SocketChannel.open(new InetSocketAddress("127.0.0.1", acceptor.port()))) {
            client.write(ByteBuffer.wrap(bytes));
            Await.until(() -> "nobody was accepted", () -> looksOfACycle() > 0 && accepted == 1);
            Await.until(() -> "the reader does not come to rest", () -> looksOfACycle() == 1 && looksOfACycle() == 1);
            for (int i = 0; i < IDLE_CYCLES; i++) {
                assertEquals(1, looksOfACycle(), "woken without reason");
            }
            if (percent == 100) {
                client.configureBlocking(false);
                Await.until(() -> "no answer", () -> isAnswered(client));
            }
        }
    }

    private static boolean isAnswered(SocketChannel client) {
        try {
            return client.read(ByteBuffer.allocate(1)) == 1;
        } catch (final IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The first bytes of the JDK's client. */
    private static byte[] hello() throws Exception {
        final SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, null, null);
        final SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(true);
        final ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), hello);
        return Arrays.copyOf(hello.array(), hello.position());
    }
}
