package io.tickwire.ingest.recorded;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Replays the bundled ITCH file a second way, with a plain list of orders, and compares every tick. */
@Timeout(120)
final class ItchExactnessTest {
    private static final long MIDNIGHT_NS = 1_580_360_400_000_000_000L;

    private record Order(boolean isBid, int price, int shares) {
    }

    private final Map<Long, Order> orders = new HashMap<>();
    private final List<String> ticks = new ArrayList<>();
    private String best = "";

    @Test
    void shouldHandOverExactlyWhatTheFileSays() throws IOException {
        replay();
        final RecordingDamage damage = new RecordingDamage();
        final RecordedTicks read =
            RecordedTicks.of(RecordedFeeds.openBundled(RecordedFeeds.ITCH_SAMPLE, RecordedOptions.of(damage)));
        assertEquals(List.of(), damage.reasons);
        assertEquals(List.of("AAPL@XNAS -4 0"), read.definitions);
        for (int i = 0; i < ticks.size(); i++) {
            assertEquals(ticks.get(i), read.ticks.get(i), "tick " + i);
        }
        assertEquals(ticks.size(), read.ticks.size());
    }

    @Test
    void shouldFindWhatIsKnownOfTheFile() {
        final List<String> read = RecordedTicks.of(
            RecordedFeeds.openBundled(RecordedFeeds.ITCH_SAMPLE, RecordedOptions.of(DamageListener.NONE))).ticks;
        assertEquals(2_793, read.stream().filter(tick -> tick.startsWith("quote")).count());
        assertEquals(1_089, read.stream().filter(tick -> tick.startsWith("trade")).count());
        final String lastQuote = read.stream().filter(tick -> tick.startsWith("quote")).reduce((a, b) -> b).orElse("");
        assertEquals("320.1400 x 25 320.3000 x 100", lastQuote.split(" ", 4)[3]);
        assertEquals(List.of(), read.stream().filter(ItchExactnessTest::isCrossed).toList());
    }

    private static boolean isCrossed(String tick) {
        final String[] parts = tick.split(" ");
        return parts[0].equals("quote") && !parts[3].equals("none") && !parts[6].equals("none")
            && new BigDecimal(parts[3]).compareTo(new BigDecimal(parts[6])) >= 0;
    }

    private void replay() throws IOException {
        final ByteBuffer file;
        try (InputStream in = RecordedFeeds.class.getResourceAsStream("/recorded/" + RecordedFeeds.ITCH_SAMPLE)) {
            file = ByteBuffer.wrap(Objects.requireNonNull(in).readAllBytes());
        }
        while (file.hasRemaining()) {
            final byte[] message = new byte[file.getShort()];
            file.get(message);
            replay(ByteBuffer.wrap(message));
        }
        assertEquals(215, orders.size());
    }

    private void replay(ByteBuffer m) {
        final long timeNs = MIDNIGHT_NS + (m.getLong(3) & 0xFFFF_FFFF_FFFFL);
        final char type = (char) m.get(0);
        final long reference = "AFEXDU".indexOf(type) < 0 ? 0 : m.getLong(11);
        if (type == 'A' || type == 'F') {
            orders.put(reference, new Order(m.get(19) == 'B', m.getInt(32), m.getInt(20)));
        } else if (type == 'E') {
            trade(timeNs, orders.get(reference).price(), m.getInt(19), orders.get(reference).isBid() ? 2 : 1);
            reduce(reference, m.getInt(19));
        } else if (type == 'X') {
            reduce(reference, m.getInt(19));
        } else if (type == 'D') {
            orders.remove(reference);
        } else if (type == 'U') {
            orders.put(m.getLong(19), new Order(orders.remove(reference).isBid(), m.getInt(31), m.getInt(27)));
        } else if (type == 'P') {
            trade(timeNs, m.getInt(32), m.getInt(20), 0);
        }
        final String now = side(true) + " " + side(false);
        if (!now.equals(best)) {
            best = now;
            ticks.add("quote AAPL@XNAS " + timeNs + " " + best);
        }
    }

    private void reduce(long reference, int by) {
        final Order order = orders.remove(reference);
        if (order.shares() > by) {
            orders.put(reference, new Order(order.isBid(), order.price(), order.shares() - by));
        }
    }

    private void trade(long timeNs, int price, int shares, int side) {
        ticks.add("trade AAPL@XNAS " + timeNs + " " + price(price) + " x " + shares + " conditions 0 side " + side);
    }

    private String side(boolean isBid) {
        int price = isBid ? Integer.MIN_VALUE : Integer.MAX_VALUE;
        for (final Order order : orders.values()) {
            if (order.isBid() == isBid) {
                price = isBid ? Math.max(price, order.price()) : Math.min(price, order.price());
            }
        }
        int shares = 0;
        for (final Order order : orders.values()) {
            shares += order.isBid() == isBid && order.price() == price ? order.shares() : 0;
        }
        return (shares == 0 ? "none" : price(price)) + " x " + shares;
    }

    private static String price(int price) {
        return BigDecimal.valueOf(price, 4).toPlainString();
    }
}
