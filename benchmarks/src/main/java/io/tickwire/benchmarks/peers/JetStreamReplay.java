package io.tickwire.benchmarks.peers;

import io.tickwire.benchmarks.load.ReadBuffer;
import io.tickwire.benchmarks.report.BenchReport;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * How fast JetStream of NATS replays stored messages to one subscriber: a stream in a file, and a push consumer without
 * acknowledgements that begins with the first message.
 */
final class JetStreamReplay {
    private static final String STREAM = "BENCH";
    private static final String STORED = "stored";
    private static final String ANSWERS = "answers";
    private static final String REPLAYED = "replayed";
    private static final long PROBE_INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(15);

    private final Peer nats;
    private final ReadBuffer in = ReadBuffer.own(PeerSession.READ_BYTES);

    /**
     * A measurement; starts nothing yet.
     *
     * @param nats the server
     */
    JetStreamReplay(Peer nats) {
        this.nats = nats;
    }

    /**
     * Measure.
     *
     * @param messages how many are stored and replayed
     * @param report   told what is found
     * @throws IOException if the server can't be started or used, or not all is replayed
     */
    void run(int messages, BenchReport report) throws IOException {
        report.progress("JetStream: storing %,d messages", messages);
        final PeerProcess process = new PeerProcess(nats);
        try {
            createStream();
            store(messages);
            replay(messages, report);
        } finally {
            process.close();
        }
    }

    private void replay(int messages, BenchReport report) throws IOException {
        final Deliveries deliveries = new Deliveries();
        deliveries.begin(0);
        try (PeerClient client = new PeerClient(door(REPLAYED), in, deliveries)) {
            client.awaitOpen();
            final long startNs = System.nanoTime();
            request(client, "$JS.API.CONSUMER.CREATE." + STREAM, "{\"stream_name\":\"" + STREAM
                + "\",\"config\":{\"deliver_subject\":\"" + REPLAYED + "\",\"deliver_policy\":\"all\","
                + "\"ack_policy\":\"none\",\"replay_policy\":\"instant\"}}");
            await(client, deliveries, messages);
            final double perSecond = messages * 1e9 / (deliveries.lastNs() - startNs);
            report.line("nats JetStream: replay of %,d stored messages to 1 subscriber, %,.0f messages/s", messages,
                perSecond);
            report.figure("replay", perSecond, "messages/s", "peer", "nats JetStream", "stored", messages);
        }
    }

    private static SubscriberDoor door(String subject) {
        return SubscriberDoor.nats(Peers.NATS_WEB_SOCKET_PORT, subject);
    }

    private void createStream() throws IOException {
        final StringBuilder answer = new StringBuilder();
        final SubscriberDoor plain = door(ANSWERS);
        final SubscriberDoor listening = new SubscriberDoor(plain.port(), plain.path(), plain.protocol(),
            plain.requestOpcode(), plain.requests(), () -> (opcode, buffer, offset, length, found) ->
            answer.append(buffer.getStringWithoutLengthAscii(offset, length)));
        try (PeerClient client = new PeerClient(listening, in, new Deliveries())) {
            client.awaitOpen();
            request(client, "$JS.API.STREAM.CREATE." + STREAM, "{\"name\":\"" + STREAM + "\",\"subjects\":[\"" + STORED
                + "\"],\"storage\":\"file\",\"retention\":\"limits\",\"max_msgs\":-1}");
            final long endNs = System.nanoTime() + TIMEOUT_NS;
            while (answer.indexOf("stream_create_response") < 0 && System.nanoTime() < endNs) {
                client.poll();
            }
            if (answer.indexOf("\"created\"") < 0) {
                throw new IOException("the stream was not made; nats-server says: " + answer);
            }
        }
    }

    private static void request(PeerClient client, String subject, String json) throws IOException {
        client.send(MessageParser.BINARY, String.format("PUB %s %s %d\r\n%s\r\n", subject, ANSWERS, json.length(), json)
            .getBytes(StandardCharsets.US_ASCII));
    }

    /** A plain subscriber to the same subject tells when the server has taken all. */
    private void store(int messages) throws IOException {
        final Deliveries deliveries = new Deliveries();
        deliveries.begin(0);
        try (PeerClient client = new PeerClient(door(STORED), in, deliveries);
             Feed feed = TcpFeed.nats(Peers.NATS_PORT, STORED)) {
            client.awaitOpen();
            awaitSubscribed(client, feed, deliveries);
            deliveries.begin(1);
            int sent = 0;
            while (sent < messages || !feed.flush()) {
                if (sent < messages && feed.offer(System.nanoTime(), sent + 1)) {
                    sent++;
                } else {
                    client.poll();
                }
            }
            await(client, deliveries, messages);
        }
    }

    /** The subscription comes over another connection than the messages, which may be faster. */
    private static void awaitSubscribed(PeerClient client, Feed feed, Deliveries deliveries) throws IOException {
        final long endNs = System.nanoTime() + TIMEOUT_NS;
        while (deliveries.count() == 0) {
            if (System.nanoTime() > endNs) {
                throw new IOException("nothing comes to the subscriber that watches what is stored");
            }
            feed.offer(System.nanoTime(), 0);
            feed.flush();
            LockSupport.parkNanos(PROBE_INTERVAL_NS);
            client.poll();
        }
    }

    private static void await(PeerClient client, Deliveries deliveries, int messages) throws IOException {
        long endNs = System.nanoTime() + TIMEOUT_NS;
        while (deliveries.count() < messages) {
            if (client.poll() > 0) {
                endNs = System.nanoTime() + TIMEOUT_NS;
            } else {
                Thread.yield();
            }
            if (System.nanoTime() > endNs) {
                throw new IOException("of " + messages + " messages only " + deliveries.count() + " came");
            }
        }
    }
}
