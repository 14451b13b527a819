package io.tickwire.client;

import com.fasterxml.jackson.databind.JsonNode;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Instant;
import java.util.List;

import static org.junit.jupiter.api.Assertions.*;

/** What the first request of a connection asks, and what becomes of changes before its answer. */
@Timeout(20)
final class StreamSessionTest {
    private static final String EPOCH = FakeServer.EPOCH;
    private static final Instant SINCE = Instant.parse("2026-11-24T14:30:00.000000001Z");

    private final RecordingListener listener = new RecordingListener();
    private StreamSession session;
    private FakeWebSocket socket;
    private Connection connection;

    private void start(ClientConfig.Builder config) {
        session = new StreamSession(config.build(), listener);
    }

    private static ClientConfig.Builder config(String... symbols) {
        return ClientConfig.builder().symbols(symbols);
    }

    /** Connect anew; the server says hello. */
    private void connect() {
        session.disconnected();
        socket = new FakeWebSocket();
        connection = new Connection(new IgnoringOwner(), Runnable::run, 1 << 20);
        connection.onOpen(socket);
        receive("{'op':'hello','protocol':'tickwire.v1','server':'fake','epoch':'" + EPOCH + "','heartbeatMs':1000}");
    }

    private StreamSession.Outcome receive(String message) {
        return session.onText(connection, message.replace('\'', '"'));
    }

    private void resumed(long id, String epoch, long from) {
        receive("{'op':'resumed','id':" + id + ",'epoch':'" + epoch + "','from':" + from + ",'head':90,'instruments':"
            + FakeServer.INSTRUMENTS + ",'unknown':[]}");
    }

    @Test
    void shouldAskForEveryTradeWithTheLatestQuotes() {
        start(config("BTC*").mode(DeliveryMode.TRADE_SAFE, 10));
        connect();
        assertSent("{'op':'subscribe','id':1,'symbols':['BTC*'],'mode':'trade-safe','maxRate':10}");
        subscribed(1);
        session.mode(DeliveryMode.of("trade-safe"), 4);
        assertSent("{'op':'mode','id':2,'mode':'trade-safe','maxRate':4}");
    }

    @Test
    void shouldTellThatItIsSlowAndThatItHasCaughtUp() {
        start(config("BTC*"));
        connect();
        subscribed(1);
        receive("{'op':'slow','position':7,'head':90,'ticks':83,'ms':1500}");
        receive("{'op':'caughtUp','position':91}");
        final List<String> events = listener.events();
        assertEquals(List.of("slow 7 90 1500", "caught up 91"), events.subList(events.size() - 2, events.size()));
    }

    @Test
    void shouldGoOnWithWhatItHasARightTo() {
        start(config("BTC*", "IBM@Q"));
        connect();
        receive("{'op':'subscribed','id':1,'epoch':'" + EPOCH + "','position':7,'instruments':[],'unknown':[],"
            + "'notEntitled':['IBM@Q','BTC*']}");
        assertEquals(StreamSession.Outcome.GO_ON,
            receive("{'op':'error','id':1,'code':'NOT_ENTITLED','message':'no right to IBM@Q'}"));
        final List<String> events = listener.events();
        assertEquals(List.of("not entitled [IBM@Q, BTC*]", "error NOT_ENTITLED no right to IBM@Q"),
            events.subList(events.size() - 2, events.size()));
        connect();
        receive("{'op':'reset','id':2,'reason':'NOT_ENTITLED','epoch':'" + EPOCH + "','position':9,'oldest':1,"
            + "'notEntitled':['IBM@Q']}");
        assertTrue(listener.events().contains("reset NOT_ENTITLED 9 1"), listener.events().toString());
        assertTrue(listener.events().contains("not entitled [IBM@Q]"), listener.events().toString());
    }

    private void subscribed(long id) {
        receive("{'op':'subscribed','id':" + id + ",'epoch':'" + EPOCH + "','position':7,'instruments':[],"
            + "'unknown':[]}");
    }

    private void assertSent(String... requests) {
        assertEquals(List.of(requests),
            socket.takeSent().stream().map(JsonNode::toString).map(text -> text.replace('"', '\'')).toList());
    }

    @Test
    void shouldAskByTimeUntilThatIsAnsweredAndByPositionFromThenOn() {
        start(config("BTC*").since(SINCE));
        connect();
        assertSent("{'op':'resume','id':1,'time':'2026-11-24T14:30:00.000000001Z','symbols':['BTC*'],'mode':'all'}");
        connect();
        assertSent("{'op':'resume','id':2,'time':'2026-11-24T14:30:00.000000001Z','symbols':['BTC*'],'mode':'all'}");
        assertEquals(StreamSession.Outcome.RECONNECT, receive("{'op':'error','id':2,'code':'BUSY','message':'later'}"));
        connect();
        assertSent("{'op':'resume','id':3,'time':'2026-11-24T14:30:00.000000001Z','symbols':['BTC*'],'mode':'all'}");
        resumed(3, EPOCH, 40);
        assertTrue(listener.events().contains("resumed 40"), listener.events().toString());
        final byte[] frame = new FrameWriter().start(40, 43, FakeServer.BASE, FrameFlags.REPLAY).bytes();
        session.onFrame(new UnsafeBuffer(frame), frame.length);
        connect();
        assertSent("{'op':'resume','id':4,'epoch':'" + EPOCH + "','position':43,'symbols':['BTC*'],'mode':'all'}");
    }

    @Test
    void shouldGoOnByPositionAfterAResetThatAnswersATime() {
        start(config("BTC*").since(SINCE));
        connect();
        receive("{'op':'reset','id':1,'reason':'TOO_OLD','epoch':'" + EPOCH + "','position':50,'oldest':20}");
        assertTrue(listener.events().contains("reset TOO_OLD 50 20"), listener.events().toString());
        connect();
        assertEquals(50, socket.takeSent().get(0).path("position").asLong());
    }

    @Test
    void shouldAcceptAnUnknownEpochOnlyInAnswerToATime() {
        start(config("BTC*").since(SINCE));
        connect();
        resumed(1, EPOCH, 40);
        assertThrows(ProtocolException.class, () -> resumed(1, "ffffffffffffffff", 40), "it was answered already");
        connect();
        assertThrows(ProtocolException.class, () -> resumed(2, "ffffffffffffffff", 40), "this was asked by position");
        start(config("BTC*"));
        connect();
        assertThrows(ProtocolException.class, () -> resumed(1, EPOCH, 40), "nothing was to be resumed");
        start(config("BTC*").since(SINCE));
        connect();
        assertThrows(ProtocolException.class, () -> resumed(9, EPOCH, 40), "it answers another request");
    }

    @Test
    void shouldBeginByTimeWithThePatternsThatComeFirst() {
        start(config().since(SINCE));
        connect();
        assertSent();
        session.subscribe(List.of("ETH*"));
        assertSent("{'op':'resume','id':1,'time':'2026-11-24T14:30:00.000000001Z','symbols':['ETH*'],'mode':'all'}");
        session.subscribe(List.of("BTC*"));
        resumed(1, EPOCH, 40);
        assertSent("{'op':'subscribe','id':2,'symbols':['BTC*'],'mode':'all'}");
    }

    @Test
    void shouldSendWhatChangedWhileTheFirstAnswerWasPending() {
        start(config("BTC*", "ETH*"));
        connect();
        socket.takeSent();
        session.unsubscribe(List.of("BTC*"));
        session.mode(DeliveryMode.CONFLATED, 4);
        session.subscribe(List.of("IBM@Q"));
        assertSent();
        subscribed(1);
        assertSent("{'op':'unsubscribe','id':2,'symbols':['BTC*']}",
            "{'op':'mode','id':3,'mode':'conflated','maxRate':4}",
            "{'op':'subscribe','id':4,'symbols':['IBM@Q'],'mode':'conflated','maxRate':4}");
        subscribed(4);
        assertSent();
    }

    @Test
    void shouldSendNoModeWhenNothingIsLeftAndNothingWhenNothingChanged() {
        start(config("BTC*").mode(DeliveryMode.ALL, 10));
        connect();
        socket.takeSent();
        session.mode(DeliveryMode.ALL, 20);
        subscribed(1);
        assertSent();
        connect();
        socket.takeSent();
        session.mode(DeliveryMode.CONFLATED, 4);
        session.unsubscribe(List.of());
        session.subscribe(List.of("BTC*"));
        resumed(2, EPOCH, 7);
        assertSent("{'op':'unsubscribe','id':3,'symbols':['BTC*']}",
            "{'op':'subscribe','id':4,'symbols':['BTC*'],'mode':'conflated','maxRate':4}");
    }

    @Test
    void shouldSayWhatIsWrongWithATime() {
        final ClientConfig.Builder both = config().since(SINCE).start(new Position(EPOCH, 1));
        final String message = assertThrows(IllegalArgumentException.class, both::build).getMessage();
        assertTrue(message.startsWith("start and since exclude each other"), message);
        for (final String time : List.of("1969-12-31T23:59:59.999999999Z", "2262-04-11T23:47:16.854775808Z")) {
            final ClientConfig.Builder outside = config().since(Instant.parse(time));
            final String range = assertThrows(IllegalArgumentException.class, outside::build).getMessage();
            assertEquals("since must be a time from 1970-01-01T00:00:00Z to 2262-04-11T23:47:16.854775807Z: " + time,
                range);
        }
        assertNull(config().since(null).start(new Position(EPOCH, 1)).build().since());
    }

    /** The session is called by hand. */
    private static final class IgnoringOwner implements Connection.Owner {
        @Override
        public void onOpen(Connection from, String subprotocol) {
        }

        @Override
        public void onText(Connection from, String text) {
        }

        @Override
        public void onFrame(Connection from, UnsafeBuffer buffer, int length) {
        }

        @Override
        public void onLost(Connection from, Loss loss) {
            throw new AssertionError(loss.reason());
        }
    }
}
