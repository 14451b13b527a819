package io.tickwire.gateway;

import io.tickwire.config.DeflateConfig;
import io.tickwire.core.counters.CounterFile;
import io.tickwire.core.counters.CounterId;
import org.agrona.concurrent.UnsafeBuffer;
import org.java_websocket.SSLSocketChannel2;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.extensions.IExtension;
import org.java_websocket.extensions.permessage_deflate.PerMessageDeflateExtension;
import org.java_websocket.framing.Framedata;
import org.java_websocket.server.DefaultSSLWebSocketServerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * What the server of Java-WebSocket 1.6.0, which the gateway does not use, does wrong, and that the gateway does not.
 * When a part about the library fails, a later version has mended it. See also {@link LibraryDefectsTest}.
 */
@Timeout(120)
final class LibraryServerDefectsTest {
    private static final int CLIENTS = 4;
    private static final int LETTERS = 16_384;
    private static final int LOOKS = 1_000;
    private static final int HANDLES = 200;
    private static final int SOCKETS = 300;
    private static final int CONNECT_TIMEOUT_MS = 1_000;

    @TempDir
    private Path directory;

    /** Counts how often it compresses, for all connections. */
    private static final class CountingDeflate extends PerMessageDeflateExtension {
        private final AtomicInteger compressions;

        CountingDeflate(AtomicInteger compressions) {
            this.compressions = compressions;
        }

        @Override
        public void encodeFrame(Framedata frame) {
            compressions.getAndIncrement();
            super.encodeFrame(frame);
        }

        @Override
        public IExtension copyInstance() {
            return new CountingDeflate(compressions);
        }
    }

    /** Counts how often the selector's thread asks whether a connection has something to write. */
    private static final class CountingTls extends DefaultSSLWebSocketServerFactory {
        private final AtomicInteger looks = new AtomicInteger();

        CountingTls(SSLContext context, ExecutorService tasks) {
            super(context, tasks);
        }

        @Override
        public ByteChannel wrapChannel(SocketChannel channel, SelectionKey key) throws IOException {
            final SSLEngine engine = sslcontext.createSSLEngine();
            engine.setUseClientMode(false);
            return new SSLSocketChannel2(channel, engine, exec, key) {
                @Override
                public boolean isNeedWrite() {
                    looks.getAndIncrement();
                    return super.isNeedWrite();
                }
            };
        }
    }

    private static String inflated(byte[] payload) throws DataFormatException {
        final Inflater inflater = new Inflater(true);
        try {
            final byte[] text = new byte[4 * LETTERS];
            inflater.setInput(payload);
            return new String(text, 0, inflater.inflate(text), StandardCharsets.US_ASCII);
        } finally {
            inflater.end();
        }
    }

    /**
     * The library gives all clients the same frame, and puts the compressed payload in place of what was there: what
     * the second client gets was compressed twice, and so on.
     */
    @Test
    void shouldCompressOnceForAllAndWhatWasSaid() throws Exception {
        final String text = new Random(1).ints(LETTERS, 'a', 'q').collect(StringBuilder::new,
            StringBuilder::appendCodePoint, StringBuilder::append).toString();
        final AtomicInteger compressions = new AtomicInteger();
        final LibraryServer library = LibraryServer.started(new Draft_6455(new CountingDeflate(compressions)));
        final List<EchoClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(new EchoClient(library.getPort()).open("Sec-WebSocket-Extensions: permessage-deflate\r\n"));
            }
            Await.until(() -> "only open: " + library.getConnections(), () ->
                library.getConnections().size() == CLIENTS);
            library.broadcast(text);
            int good = 0;
            for (final EchoClient client : clients) {
                good += text.equals(inflated(client.nextDeflated())) ? 1 : 0;
            }
            assertEquals(1, good, "clients that got what was said");
            assertEquals(CLIENTS, compressions.get());
        } finally {
            for (final EchoClient client : clients) {
                client.close();
            }
            library.stop(1_000);
        }
        assertSharedByOurs(text);
    }

    private void assertSharedByOurs(String text) throws DataFormatException {
        try (CounterFile counters = new CounterFile(directory);
             SharedDeflate ours = new SharedDeflate(new DeflateConfig(true, 1),
                 counters.counter(CounterId.GATEWAY_DEFLATED_FRAMES))) {
            final WebSocketFraming framing = new WebSocketFraming();
            final int headroom = framing.headroomBytes();
            final ByteBuffer frame = ByteBuffer.allocateDirect(headroom + text.length());
            frame.position(headroom).put(text.getBytes(StandardCharsets.US_ASCII));
            frame.flip().position(framing.putBefore(new UnsafeBuffer(frame), headroom, text.length()));
            for (int i = 0; i < CLIENTS; i++) {
                final ByteBuffer deflated = ours.smallest(frame);
                final byte[] payload = new byte[deflated.limit() - WebSocketFraming.payloadStart(deflated)];
                deflated.get(WebSocketFraming.payloadStart(deflated), payload);
                assertEquals(text, inflated(payload));
            }
            assertEquals(1, counters.counter(CounterId.GATEWAY_DEFLATED_FRAMES).get());
        }
    }

    /** The library waits until the client's socket can be written, which it can. Ours: {@link SilentClientTest}. */
    @Test
    void shouldNotAskWithoutEndForAClientThatIsSilentOverTls() throws Exception {
        final ExecutorService tasks = Executors.newSingleThreadExecutor();
        final CountingTls tls = new CountingTls(SSLContext.getDefault(), tasks);
        final LibraryServer library = LibraryServer.started(new Draft_6455(), tls);
        try (Socket silent = new Socket("127.0.0.1", library.getPort())) {
            Await.until(() -> "the library sleeps; it has looked " + tls.looks + " times", () ->
                tls.looks.get() >= LOOKS);
            assertTrue(silent.isConnected());
        } finally {
            library.stop(1_000);
            tasks.shutdown();
        }
    }

    /** A server in a process that may have few file handles. */
    private static Process victim(Class<?> main, String... arguments) throws IOException {
        final List<String> command = new ArrayList<>(List.of("sh", "-c", "ulimit -n " + HANDLES + "; exec \"$@\"", "sh",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
            "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED", "-cp",
            System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    private static int port(BufferedReader out) throws IOException {
        final String line = out.readLine();
        assertTrue(line != null && line.matches("(port |echo on ws://127.0.0.1:)\\d+.*"), "it said " + line);
        return Integer.parseInt(line.replaceAll("^(port |echo on ws://127.0.0.1:)(\\d+).*", "$2"));
    }

    private static void assertEchoes(int port) throws IOException {
        try (EchoClient client = new EchoClient(port).open()) {
            assertEquals("a", client.send(Rfc6455Case.text("a")).next().text());
        }
    }

    private static void closeAll(List<Socket> sockets) throws IOException {
        for (final Socket socket : sockets) {
            socket.close();
        }
    }

    private static boolean isRefused(int port, List<Socket> sockets) {
        final Socket socket = new Socket();
        sockets.add(socket);
        try {
            socket.connect(new InetSocketAddress("127.0.0.1", port), CONNECT_TIMEOUT_MS);
            return false;
        } catch (final ConnectException e) {
            return true;
        } catch (final SocketException | SocketTimeoutException e) {
            // reset while it waited to be accepted, or not answered for a full queue: there was somebody to listen
            return false;
        } catch (final IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The library takes a connection that it can't accept for one that has failed, and closes what it listens on. */
    @Test
    void shouldListenOnAfterItHadNoFileHandles() throws Exception {
        final List<Socket> sockets = new ArrayList<>();
        final Process library = victim(LibraryServer.class);
        try (BufferedReader out = library.inputReader()) {
            final int port = port(out);
            assertEchoes(port);
            Await.until(() -> "the library listens on; open are " + sockets.size(), () -> isRefused(port, sockets));
            closeAll(sockets);
            assertTrue(isRefused(port, sockets), "the library listens again");
        } finally {
            closeAll(sockets);
            library.destroyForcibly().waitFor();
        }
        sockets.clear();
        final Process ours = victim(EchoGateway.class, "0");
        try (BufferedReader out = ours.inputReader()) {
            final int port = port(out);
            assertEchoes(port);
            while (sockets.size() < SOCKETS) {
                assertFalse(isRefused(port, sockets), "ours has gone");
            }
            closeAll(sockets);
            assertEchoes(port);
        } finally {
            closeAll(sockets);
            ours.destroy();
            ours.waitFor();
        }
    }
}
