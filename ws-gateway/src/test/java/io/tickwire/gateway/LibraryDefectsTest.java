package io.tickwire.gateway;

import io.tickwire.core.counters.CounterId;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.protocols.Protocol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * What Java-WebSocket 1.6.0 does wrong, shown on its own server, and that the gateway, which uses its codec, does not.
 * When a part about the library fails, a later version has mended it, and the gateway may need less.
 */
@Timeout(120)
final class LibraryDefectsTest {
    private static final int LIMIT_BYTES = 65_536;
    private static final int FRAGMENTS = 5_000;
    private static final int FRAGMENT_BYTES = 1_000;
    private static final int LONG_MESSAGE_BYTES = 8 << 20;
    private static final byte[] ONE_GIB_HEADER = Rfc6455Case.hex("82 ff 00 00 00 00 40 00 00 00 01 02 03 04");
    private static final byte[] UNMASKED = Rfc6455Case.hex("81 02 68 69");

    @TempDir
    private Path directory;
    private EchoServer ours;
    private LibraryServer library;

    @BeforeEach
    void start() throws InterruptedException {
        ours = new EchoServer(directory, 0, LIMIT_BYTES);
        library = LibraryServer.started(new Draft_6455(List.of(), List.of(new Protocol("")), LIMIT_BYTES));
    }

    @AfterEach
    void close() throws InterruptedException {
        library.stop(1_000);
        final long errors = ours.counter(CounterId.ERRORS);
        ours.close();
        assertEquals(0, errors, "errors on the server");
    }

    private EchoClient toLibrary() throws IOException {
        return new EchoClient(library.getPort()).open();
    }

    private EchoClient toOurs() throws IOException {
        return new EchoClient(ours.port()).open();
    }

    @Test
    void shouldNotGiveMemoryToAHeaderThatAnnouncesOneGib() throws Exception {
        final Process victim = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m", "-cp", System.getProperty("java.class.path"), LibraryServer.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try (BufferedReader out = victim.inputReader()) {
            final int port = Integer.parseInt(out.readLine().substring("port ".length()));
            try (EchoClient healthy = new EchoClient(port).open(); EchoClient client = new EchoClient(port).open()) {
                assertEquals("a", healthy.send(Rfc6455Case.text("a")).next().text());
                client.send(ONE_GIB_HEADER);
                String line = out.readLine();
                while (line != null && !line.contains("OutOfMemoryError")) {
                    line = out.readLine();
                }
                assertNotNull(line, "the library's server has survived");
            }
        } finally {
            victim.destroyForcibly().waitFor();
        }
        try (EchoClient healthy = toOurs(); EchoClient client = toOurs()) {
            assertEquals("close(1009)", client.send(ONE_GIB_HEADER).transcript());
            assertEquals("a", healthy.send(Rfc6455Case.text("a")).next().text());
        }
    }

    @Test
    void shouldNotTakeFramesWithoutMask() throws IOException {
        try (EchoClient client = toLibrary()) {
            assertEquals("hi", client.send(UNMASKED).next().text());
        }
        try (EchoClient client = toOurs()) {
            assertEquals("close(1002)", client.send(UNMASKED).transcript());
        }
    }

    /** The library looks at the size of a message only at its first and its last fragment. */
    @Test
    void shouldNotTakeFragmentsWithoutEnd() throws IOException {
        try (EchoClient client = toLibrary()) {
            sendFragments(client, FRAGMENT_BYTES);
            assertEquals("pong(61)", EchoClient.describe(client.send(Rfc6455Case.ping("a")).next()));
        }
        try (EchoClient client = toLibrary()) {
            sendFragments(client, 0);
            assertEquals("binary()", EchoClient.describe(client.send(Rfc6455Case.last()).next()));
        }
        for (final int fragmentBytes : new int[]{0, FRAGMENT_BYTES}) {
            try (EchoClient client = toOurs()) {
                sendFragments(client, fragmentBytes);
                assertEquals("close(1009)", client.transcript());
            }
        }
    }

    private static void sendFragments(EchoClient client, int fragmentBytes) throws IOException {
        client.send(Rfc6455Case.part(RawClient.BINARY));
        final byte[] fragment = Rfc6455Case.part(0, new byte[fragmentBytes]);
        for (int i = 0; i < FRAGMENTS; i++) {
            client.send(fragment);
        }
    }

    @Test
    void shouldNotForgetMessagesBeforeABadOne() throws IOException {
        final byte[] goodAndBad = Rfc6455Case.join(Rfc6455Case.text("a"),
            Rfc6455Case.whole(RawClient.TEXT, (byte) 0xFF));
        try (EchoClient client = toLibrary()) {
            assertEquals("close(1007)", EchoClient.describe(client.send(goodAndBad).next()));
        }
        try (EchoClient client = toOurs()) {
            assertEquals("text(a) close(1007)", client.send(goodAndBad).transcript());
        }
    }

    @Test
    void shouldSendSmallMessagesWithoutDelay() throws IOException {
        try (EchoClient client = toLibrary()) {
            client.send(Rfc6455Case.text("a")).next();
            final SocketChannel socket = (SocketChannel) ((WebSocketImpl) library.last()).getSelectionKey().channel();
            assertFalse(socket.getOption(StandardSocketOptions.TCP_NODELAY));
        }
        try (EchoClient client = toOurs()) {
            client.send(Rfc6455Case.text("a")).next();
            assertTrue(ours.lastSocket().getOption(StandardSocketOptions.TCP_NODELAY));
        }
    }

    /** The library's selector ends soon after a stop, and leaves open what was not written by then. */
    @Test
    void shouldTellClientsThatItStopsHoweverMuchWaits() throws Exception {
        try (EchoClient client = toLibrary()) {
            client.send(Rfc6455Case.text("a")).next();
            final WebSocketImpl connection = (WebSocketImpl) library.last();
            connection.send(new byte[LONG_MESSAGE_BYTES]);
            library.stop();
            // No thread is left that could write.
            final ByteBuffer[] waiting = connection.outQueue.toArray(new ByteBuffer[0]);
            assertTrue(WebSocketFraming.isClose(waiting[waiting.length - 1]), "the client was told");
            assertTrue(connection.getSelectionKey().channel().isOpen(), "the client was cut");
        }
        try (EchoClient client = toOurs()) {
            for (int i = 0; i < LONG_MESSAGE_BYTES / LIMIT_BYTES; i++) {
                client.send(Rfc6455Case.whole(RawClient.BINARY, new byte[LIMIT_BYTES]));
            }
            client.send(Rfc6455Case.text("last"));
            assertEquals(RawClient.BINARY, client.next().opcode());
            final Thread stop = new Thread(ours::stop);
            stop.start();
            final String rest = client.transcript();
            assertTrue(rest.endsWith("close(1001)"), () -> "ends with " + rest.substring(rest.length() - 20));
            client.socket.close();
            stop.join();
        }
    }
}
