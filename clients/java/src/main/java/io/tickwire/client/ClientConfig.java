package io.tickwire.client;

import javax.net.ssl.SSLContext;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/**
 * What a client connects to and asks for. Made with {@link #builder()}.
 *
 * @param uri              ws or wss address of the server
 * @param symbols          patterns of SYMBOL@VENUE; may be empty, for subscribing later
 * @param mode             every tick, the latest quotes, or those and every trade
 * @param maxRate          most frames a second where the mode has a rate, 1 to 1,000
 * @param start            what was processed before, to resume from; null begins with a snapshot
 * @param since            begin with what the server received at or after this time, 1970 to 2262; null, or start is
 *                         null
 * @param reconnect        how long to wait between attempts
 * @param connectTimeoutMs longest time from the attempt to connect to the answer to the first request, in ms
 * @param silenceHeartbeats a connection on which nothing came for so many heartbeats is dead, 2 or more
 * @param frameLimitBytes  longest binary message that is accepted, and longest text message in characters
 * @param token            gives a token (JWT) before each connection and when one expires; null for a server that asks
 *                         for none
 * @param trust            what the server's certificate is checked with; null for what the JVM trusts
 * @param followHosts      hosts where the client goes on when its server stops and names them; may be empty
 */
public record ClientConfig(URI uri, List<String> symbols, DeliveryMode mode, int maxRate, Position start,
                           Instant since, ReconnectPolicy reconnect, long connectTimeoutMs,
                           int silenceHeartbeats, int frameLimitBytes, Supplier<String> token, SSLContext trust,
                           List<String> followHosts) {
    private static final int RATE_LIMIT = 1_000;
    private static final int LEAST_FRAME_LIMIT_BYTES = 1_024;
    /** The last time that a long of ns since 1970 can hold. */
    private static final Instant LAST_TIME = Instant.ofEpochSecond(0, Long.MAX_VALUE);

    /**
     * Check the parts.
     *
     * @throws IllegalArgumentException saying which part is wrong and what would be right
     */
    public ClientConfig {
        if (uri == null || !isWebSocket(uri)) {
            throw new IllegalArgumentException("the address must be like ws://127.0.0.1:8800 or wss://host: " + uri);
        }
        symbols = List.copyOf(symbols);
        followHosts = List.copyOf(followHosts);
        followHosts.forEach(FollowHosts::require);
        for (final String symbol : symbols) {
            requirePattern(symbol);
        }
        requireRate(maxRate);
        if (start != null && since != null) {
            throw new IllegalArgumentException("start and since exclude each other; give a position to go on from, or "
                + "a time to begin at, not both: " + start + ", " + since);
        }
        if (since != null && (since.isBefore(Instant.EPOCH) || since.isAfter(LAST_TIME))) {
            throw new IllegalArgumentException("since must be a time from " + Instant.EPOCH + " to " + LAST_TIME + ": "
                + since);
        }
        if (connectTimeoutMs < 1 || silenceHeartbeats < 2 || frameLimitBytes < LEAST_FRAME_LIMIT_BYTES) {
            throw new IllegalArgumentException("connectTimeoutMs must be 1 or more, silenceHeartbeats 2 or more, "
                + "frameLimitBytes " + LEAST_FRAME_LIMIT_BYTES + " or more: " + connectTimeoutMs + ", "
                + silenceHeartbeats + ", " + frameLimitBytes);
        }
    }

    static boolean isWebSocket(URI address) {
        return address.getHost() != null
            && ("ws".equalsIgnoreCase(address.getScheme()) || "wss".equalsIgnoreCase(address.getScheme()));
    }

    static void requirePattern(String symbol) {
        if (symbol.isEmpty() || symbol.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw new IllegalArgumentException("a symbol must have 1 or more printable ASCII characters: '"
                + symbol + "'");
        }
    }

    static void requireRate(int maxRate) {
        if (maxRate < 1 || maxRate > RATE_LIMIT) {
            throw new IllegalArgumentException("maxRate must be 1 to " + RATE_LIMIT + ": " + maxRate);
        }
    }

    /**
     * Begin with the defaults: ws://127.0.0.1:8800, no symbols, every tick, a snapshot first.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects the parts of a {@link ClientConfig}. */
    public static final class Builder {
        private URI uri = URI.create("ws://127.0.0.1:8800");
        private List<String> symbols = List.of();
        private DeliveryMode mode = DeliveryMode.ALL;
        private int maxRate = 10;
        private Position start;
        private Instant since;
        private ReconnectPolicy reconnect = ReconnectPolicy.standard();
        private long connectTimeoutMs = 5_000;
        private int silenceHeartbeats = 5;
        private int frameLimitBytes = 4 << 20;
        private Supplier<String> token;
        private SSLContext trust;
        private List<String> followHosts = List.of();

        private Builder() {
        }

        /**
         * Where the server is.
         *
         * @param address ws or wss
         * @return this
         */
        public Builder uri(String address) {
            this.uri = URI.create(address);
            return this;
        }

        /**
         * What to subscribe.
         *
         * @param patterns of SYMBOL@VENUE
         * @return this
         */
        public Builder symbols(String... patterns) {
            this.symbols = List.of(patterns);
            return this;
        }

        /**
         * How it is delivered.
         *
         * @param value   every tick, the latest quotes, or those and every trade
         * @param rate    most frames a second where the mode has a rate, 1 to 1,000
         * @return this
         */
        public Builder mode(DeliveryMode value, int rate) {
            this.mode = value;
            this.maxRate = rate;
            return this;
        }

        /**
         * Go on from here. Excludes {@link #since}.
         *
         * @param position the last one that was processed, or null for a fresh start
         * @return this
         */
        public Builder start(Position position) {
            this.start = position;
            return this;
        }

        /**
         * Begin with every tick that the server received at or after this time; live ticks follow. If its journal
         * does not reach back so far, {@link TickListener#onReset} says so. Excludes {@link #start}.
         *
         * @param time from 1970 to 2262, or null for a fresh start; one in the future begins with the next tick
         * @return this
         */
        public Builder since(Instant time) {
            this.since = time;
            return this;
        }

        /**
         * How long to wait between attempts.
         *
         * @param policy delays and seed
         * @return this
         */
        public Builder reconnect(ReconnectPolicy policy) {
            this.reconnect = policy;
            return this;
        }

        /**
         * Longest time from the attempt to connect to the answer to the first request.
         *
         * @param timeoutMs 1 or more
         * @return this
         */
        public Builder connectTimeoutMs(long timeoutMs) {
            this.connectTimeoutMs = timeoutMs;
            return this;
        }

        /**
         * After how much silence a connection is dead.
         *
         * @param heartbeats 2 or more
         * @return this
         */
        public Builder silenceHeartbeats(int heartbeats) {
            this.silenceHeartbeats = heartbeats;
            return this;
        }

        /**
         * Longest message that is accepted.
         *
         * @param limitBytes 1,024 or more
         * @return this
         */
        public Builder frameLimitBytes(int limitBytes) {
            this.frameLimitBytes = limitBytes;
            return this;
        }

        /**
         * Where tokens (JWT) come from, if the server asks for one. It is asked before each connection, and when the
         * token is about to expire, one call at a time, on a thread that is not the client's, so that it may fetch one.
         * What it throws counts as a failed attempt to connect. Use a wss address, else whoever is on the way has the
         * token.
         *
         * @param supplier gives a token that is good now, or null for no tokens
         * @return this
         */
        public Builder token(Supplier<String> supplier) {
            this.token = supplier;
            return this;
        }

        /**
         * What a wss server's certificate is checked with, in place of the authorities that the JVM trusts.
         *
         * @param context made with the trust managers that are wanted, or null
         * @return this
         */
        public Builder trust(SSLContext context) {
            this.trust = context;
            return this;
        }

        /**
         * Where the client may go on when its server stops and names other servers: it shows its token there, and takes
         * what they send for the feed. Addresses at other hosts are only told to {@link TickListener#onGoingAway}, and
         * so are ws addresses if the client's own is wss. By default there are none.
         *
         * @param hosts each like b.example, *.feed.example or [2001:db8::1], with a port if only that one is meant
         * @return this
         */
        public Builder followHosts(String... hosts) {
            this.followHosts = List.of(hosts);
            return this;
        }

        /**
         * Check and finish.
         *
         * @return the configuration
         * @throws IllegalArgumentException saying which part is wrong
         */
        public ClientConfig build() {
            return new ClientConfig(uri, symbols, mode, maxRate, start, since, reconnect, connectTimeoutMs,
                silenceHeartbeats, frameLimitBytes, token, trust, followHosts);
        }
    }
}
