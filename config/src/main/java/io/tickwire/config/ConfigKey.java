package io.tickwire.config;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every key: its name, what it accepts, its default and its meaning. The loader, {@code config defaults}, the files and
 * the documentation all come from this table.
 */
public enum ConfigKey {
    DIRECTORY("directory", ValueType.path(), "data",
        "Where the counters and the error log are."),

    THREADING_MODE("threading.mode",
        ValueType.choice(Map.of("dedicated", AgentMode.DEDICATED, "shared", AgentMode.SHARED),
            "dedicated or shared"), "shared",
        "Threads of the agents: dedicated gives each its own, shared gives all of them one."),
    THREADING_IDLE("threading.idle",
        ValueType.choice(Map.of("spin", IdleKind.SPIN, "yield", IdleKind.YIELD, "backoff", IdleKind.BACKOFF),
            "spin, yield or backoff"), "backoff",
        "What a thread does without work: spin takes a whole core and reacts at once, yield lets other threads run, "
            + "backoff sleeps for up to 100 us, for up to 2 ms once nothing has come for 25 ms, and for up to 8 ms "
            + "while ticks are rare."),
    THREADING_CORES("threading.cores", ValueType.cores(), "[]",
        "Cores to pin the threads to, in the order ingest, journal, fan-out 1..n; -1 leaves a thread unpinned, an "
            + "empty list all of them."),

    AERON_EMBEDDED_DRIVER("aeron.embeddedDriver", ValueType.flag(), "true",
        "Whether the server runs an Aeron media driver in its own process."),
    AERON_DIRECTORY("aeron.directory", ValueType.pathOrNone(), "",
        "Directory of the media driver. Empty: an embedded driver makes one of its own, an external one is looked for "
            + "in Aeron's default place."),
    AERON_CHANNEL("aeron.channel", ValueType.channel(), "aeron:udp?endpoint=127.0.0.1:40800",
        "Aeron channel on which ticks come in."),
    AERON_STREAM_ID("aeron.streamId", ValueType.whole(1, Integer.MAX_VALUE), "1001",
        "Aeron stream on which ticks come in."),
    AERON_FRAGMENT_LIMIT("aeron.fragmentLimit", ValueType.whole(1, 10_000), "1024",
        "Most messages taken from Aeron in one go."),

    RING_CAPACITY("ring.capacity", ValueType.powerOfTwo(1 << 24), "65536",
        "Slots of the ring, 64 bytes each; a fan-out thread that is further behind reads the journal."),

    JOURNAL_DIRECTORY("journal.directory", ValueType.path(), "data/journal",
        "Where the journal's files are."),
    JOURNAL_BEFORE_FANOUT("journal.beforeFanout", ValueType.flag(), "true",
        "Whether a tick is sent only once the journal holds it. With false a subscriber may see a tick that is lost "
            + "if the process is killed."),
    JOURNAL_BATCH_LIMIT("journal.batchLimit", ValueType.whole(1, 4_096), "1024",
        "Most ticks in one excerpt of the journal."),
    JOURNAL_ROLL_CYCLE("journal.rollCycle",
        ValueType.choice(names("FIVE_MINUTELY", "TEN_MINUTELY", "TWENTY_MINUTELY", "HALF_HOURLY", "FAST_HOURLY",
            "TWO_HOURLY", "FOUR_HOURLY", "SIX_HOURLY", "FAST_DAILY"),
            "FIVE_MINUTELY, TEN_MINUTELY, TWENTY_MINUTELY, HALF_HOURLY, FAST_HOURLY, TWO_HOURLY, FOUR_HOURLY, "
                + "SIX_HOURLY or FAST_DAILY"), "FAST_HOURLY",
        "Chronicle roll cycle: when the journal begins a new file."),
    JOURNAL_SYNC_INTERVAL("journal.syncInterval", ValueType.duration("0s", "60s"), "0s",
        "How often the journal is forced to the disk, on a thread aside; 0s leaves it to the operating system."),
    JOURNAL_PRE_TOUCH("journal.preTouch", ValueType.size("0B", "1GiB"), "16MiB",
        "So far ahead of where the journal is written a thread aside makes room in the file, so that an append does "
            + "not wait for the file system; 0B leaves it to the append."),
    JOURNAL_RETENTION_MAX_AGE("journal.retention.maxAge", ValueType.duration("0s", "36500d"), "0s",
        "Journal files whose last tick is older are deleted; 0s keeps them whatever their age."),
    JOURNAL_RETENTION_MAX_BYTES("journal.retention.maxBytes", ValueType.size("0B", "1024TiB"), "0B",
        "The oldest journal files are deleted while all have more than this; 0B is without limit."),
    JOURNAL_RETENTION_MIN_FREE_DISK("journal.retention.minFreeDisk", ValueType.size("0B", "1024TiB"), "0B",
        "The oldest journal files are deleted while the disk has less than this left; 0B is without a floor."),

    FANOUT_THREADS("fanout.threads", ValueType.whole(1, 64), "1",
        "Fan-out agents, among which the subscribers are divided."),
    FANOUT_PASS_LIMIT("fanout.passLimit", ValueType.whole(1, 65_536), "1024",
        "Most ticks in one live pass."),
    FANOUT_FRAME_LIMIT("fanout.frameLimit", ValueType.size("1KiB", "1MiB"), "64KiB",
        "Largest frame sent to a subscriber."),
    FANOUT_HEARTBEAT("fanout.heartbeat", ValueType.duration("10ms", "60s"), "1s",
        "A subscriber hears something at least this often."),
    FANOUT_CATCH_UP_LIMIT("fanout.catchUpLimit", ValueType.whole(1, 1_000_000), "4096",
        "Most ticks read for one subscriber that is behind before the next has its turn."),
    FANOUT_LAG_LIMIT("fanout.lagLimit", ValueType.whole(0, 1_000_000_000_000L), "100000000",
        "Ticks a subscriber in mode all or trade-safe may fall behind before it is closed; 0 is without limit."),
    /** Ticks behind until a subscriber is told. */
    FANOUT_SLOW_AFTER_TICKS("fanout.slowAfterTicks", ValueType.whole(1, 1_000_000_000_000L), "10000",
        "Ticks a subscriber may fall behind before it is told that it is slow."),
    /** Time behind until a subscriber is told. */
    FANOUT_SLOW_AFTER("fanout.slowAfter", ValueType.duration("10ms", "60s"), "1s",
        "Time a subscriber may fall behind before it is told that it is slow."),

    REPLAY_THREADS("replay.threads", ValueType.whole(0, 16), "1",
        "Threads that replay to subscribers further behind than fanout.catchUpLimit, beside those of threading.mode; "
            + "0 leaves replay to the fan-out threads."),
    REPLAY_CLIENT_LIMIT("replay.clientLimit", ValueType.whole(1, 1_024), "8",
        "Subscribers that a replay thread serves at once; the others wait and get heartbeats."),
    REPLAY_TURN_LIMIT("replay.turnLimit", ValueType.whole(1, 10_000_000), "16384",
        "Most ticks read for one subscriber before a replay thread turns to the next."),
    REPLAY_SHARE("replay.share", ValueType.whole(1, 100), "33",
        "Most of a replay thread's time, in percent, that goes into replays while other subscribers are served live."),

    GATEWAY_HOST("gateway.host", ValueType.host(), "127.0.0.1",
        "Address on which the WebSocket listens; 0.0.0.0 is every IPv4 address of the machine."),
    GATEWAY_PORT("gateway.port", ValueType.whole(0, 65_535), "8800",
        "Port on which the WebSocket listens; 0 takes any free one."),
    GATEWAY_CONNECTION_LIMIT("gateway.connectionLimit", ValueType.whole(1, 1_000_000), "10000",
        "Most connections at once."),
    GATEWAY_INBOUND_FRAME_LIMIT("gateway.inboundFrameLimit", ValueType.size("1KiB", "16MiB"), "64KiB",
        "Largest message from a client."),
    GATEWAY_SYMBOL_LIMIT("gateway.symbolLimit", ValueType.whole(1, 100_000), "1000",
        "Most symbol patterns in the subscription of one connection."),
    GATEWAY_SEND_BUFFER("gateway.sendBuffer", ValueType.size("0B", "64MiB"), "0B",
        "The kernel's send buffer of each connection; 0B is the system's default."),
    GATEWAY_CONTROL_QUEUE_LIMIT("gateway.controlQueueLimit", ValueType.size("4KiB", "64MiB"), "1MiB",
        "Most bytes of answers that may wait for one connection before it is closed."),
    GATEWAY_CLOSE_TIMEOUT("gateway.closeTimeout", ValueType.duration("10ms", "60s"), "5s",
        "A closing connection that can't take its last bytes is cut after this."),
    GATEWAY_HANDSHAKE_TIMEOUT("gateway.handshakeTimeout", ValueType.duration("10ms", "60s"), "5s",
        "A connection that has not finished its WebSocket handshake is cut after this."),
    GATEWAY_ALLOW_PLAIN("gateway.allowPlain", ValueType.flag(), "false",
        "Whether the WebSocket may listen without TLS on an address that other machines can reach."),
    GATEWAY_DRAIN_TIMEOUT("gateway.drainTimeout", ValueType.duration("10ms", "10m"), "5s",
        "At a stop, connections that can't take their last bytes are cut after this."),
    GATEWAY_RECONNECT_SPREAD("gateway.reconnectSpread", ValueType.duration("0ms", "10m"), "2s",
        "At a stop, each client is asked to come back after a random time up to this, so that not all come at once."),
    GATEWAY_OTHER_ADDRESSES("gateway.otherAddresses", ListTypes.webSocketAddresses(), "[]",
        "At a stop, each client is told these addresses of other servers, to go on there."),

    GATEWAY_CONNECTION_LIMIT_PER_ADDRESS("gateway.connectionLimitPerAddress", ValueType.whole(0, 1_000_000), "100",
        "Most connections at once of an address, for IPv6 of all with the same first 64 bits; 0 is any number."),
    GATEWAY_CONNECTION_LIMIT_PER_SUBJECT("gateway.connectionLimitPerSubject", ValueType.whole(0, 1_000_000), "100",
        "Most connections at once of the subject that tokens name; 0 is any number."),
    GATEWAY_CONNECTION_RATE("gateway.connectionRate", ValueType.whole(0, 1_000_000), "1000",
        "Most new connections a second in all; 0 is any number."),
    GATEWAY_CONNECTION_RATE_PER_ADDRESS("gateway.connectionRatePerAddress", ValueType.whole(0, 1_000_000), "50",
        "Most new connections a second of an address, for IPv6 of all with the same first 64 bits; 0 is any number."),
    GATEWAY_MESSAGE_RATE("gateway.messageRate", ValueType.whole(0, 1_000_000), "50",
        "Most messages a second from a connection, twice as many at once; 0 is any number."),
    GATEWAY_ORIGINS("gateway.origins", ListTypes.origins(), "[\"*\"]",
        "The pages that may connect, by the Origin that a browser sends; \"*\" is every page but those without an "
            + "origin, which are \"null\". Without tokens, name your own pages only."),
    GATEWAY_ORIGIN_REQUIRED("gateway.originRequired", ValueType.flag(), "false",
        "Whether a handshake without Origin is refused; programs send none."),
    GATEWAY_PING_INTERVAL("gateway.pingInterval", ValueType.duration("10ms", "60m"), "15s",
        "A connection is pinged this often."),
    GATEWAY_IDLE_TIMEOUT("gateway.idleTimeout", ValueType.duration("10ms", "60m"), "60s",
        "A connection from which nothing is heard, not even a pong, is closed after this."),
    GATEWAY_PROXY_PROTOCOL("gateway.proxyProtocol", ValueType.flag(), "false",
        "Whether connections from gateway.trustedProxies begin with a PROXY protocol header, version 2."),
    GATEWAY_TRUSTED_PROXIES("gateway.trustedProxies", ListTypes.addressRanges(), "[]",
        "Proxies and load balancers whose word is taken for a client's address, in the PROXY protocol and in "
            + "X-Forwarded-For."),

    GATEWAY_CONFLATED_SEND_BUFFER("gateway.conflatedSendBuffer", ValueType.size("0B", "64MiB"), "16KiB",
        "The kernel's send buffer of a connection in mode conflated or trade-safe: what waits there grows old; 0B "
            + "leaves it as gateway.sendBuffer says."),
    GATEWAY_DEFLATE("gateway.deflate", ValueType.flag(), "false",
        "Whether clients that offer it get large frames compressed (permessage-deflate)."),
    GATEWAY_DEFLATE_THRESHOLD("gateway.deflateThreshold", ValueType.size("0B", "1MiB"), "1KiB",
        "Frames smaller than this are never compressed."),

    AUTH_ENABLED("auth.enabled", ValueType.flag(), "false",
        "Whether a client must show a token (JWT) before anything else."),
    AUTH_ALGORITHM("auth.algorithm", ValueType.choice(Stream.of(TokenAlgorithm.values())
        .collect(Collectors.toMap(TokenAlgorithm::text, a -> a)), "HS256, RS256, ES256 or EdDSA"), "EdDSA",
        "The only algorithm of tokens that is taken."),
    AUTH_KEY_FILE("auth.keyFile", ValueType.fileOrNone(), "",
        "HS256: the secret. Others: a public key in PEM, or a JWKS if the name ends with .json."),
    AUTH_ISSUER("auth.issuer", ValueType.textOrNone(), "", "Who mints the tokens: the iss that a token must have."),
    AUTH_AUDIENCE("auth.audience", ValueType.textOrNone(), "", "Whom tokens are for: the aud that a token must have."),
    AUTH_CLOCK_SKEW("auth.clockSkew", ValueType.duration("0s", "10m"), "30s",
        "The clock of who mints the tokens may be off by this."),
    AUTH_DEADLINE("auth.deadline", ValueType.duration("100ms", "10m"), "5s",
        "A connection that has shown no good token after this is closed."),
    AUTH_EXPIRY_WARNING("auth.expiryWarning", ValueType.duration("0s", "60m"), "60s",
        "A client is warned so long before its token expires; 0s is never."),
    AUTH_REVOCATION_FILE("auth.revocationFile", ValueType.fileOrNone(), "",
        "Tokens (jti) and subjects (sub) that are refused; read again when it changes."),
    AUTH_ENTITLEMENTS_FILE("auth.entitlementsFile", ValueType.fileOrNone(), "",
        "What a subject may see whose token does not say so, in JSON; read again when it changes. Empty: everything."),

    HTTP_ENABLED("http.enabled", ValueType.flag(), "true",
        "Whether to listen for HTTP: the web page, metrics and health."),
    HTTP_HOST("http.host", ValueType.host(), "127.0.0.1",
        "Address on which HTTP listens."),
    HTTP_PORT("http.port", ValueType.whole(0, 65_535), "8880",
        "Port on which HTTP listens; 0 takes any free one."),
    HTTP_ALLOW_PLAIN("http.allowPlain", ValueType.flag(), "false",
        "Whether HTTP may listen without TLS on an address that other machines can reach."),

    METRICS_STAGE_SAMPLE_INTERVAL("metrics.stageSampleInterval", ValueType.powerOfTwoOrNone(1 << 20), "0",
        "For every tick whose number is a multiple of this, when it passes each stage is kept in memory; 0 is never."),

    AUDIT_DIRECTORY("audit.directory", ValueType.pathOrNone(), "",
        "Where the audit log's files are: who received which instruments when. Empty: no audit."),
    AUDIT_FILE_LIMIT("audit.fileLimit", ValueType.size("64KiB", "1TiB"), "64MiB",
        "An audit file that would be longer is followed by a new one, as it is at the beginning of each day (UTC)."),
    AUDIT_KEEP_FILES("audit.keepFiles", ValueType.whole(0, 1_000_000), "100",
        "So many audit files are kept, older ones are deleted; 0 keeps all."),

    TLS_CERTIFICATE_FILE("tls.certificateFile", ValueType.fileOrNone(), "",
        "The server's certificate in PEM, then those of its chain; with tls.keyFile it makes WebSocket and HTTP use "
            + "TLS. Empty: no TLS."),
    TLS_KEY_FILE("tls.keyFile", ValueType.fileOrNone(), "",
        "The certificate's private key in PEM, RSA or EC, not encrypted."),
    TLS_RELOAD_INTERVAL("tls.reloadInterval", ValueType.duration("1s", "60m"), "10s",
        "How often the two files are looked at; new connections use what has come.");

    private static final Pattern INNER_CAPITAL = Pattern.compile("(?<=[a-z])(?=[A-Z])");
    private static final Map<String, ConfigKey> BY_PATH = Stream.of(values())
        .collect(Collectors.toMap(ConfigKey::path, key -> key, (a, b) -> a, LinkedHashMap::new));

    private final String path;
    private final ValueType type;
    private final String defaultText;
    private final String meaning;

    ConfigKey(String path, ValueType type, String defaultText, String meaning) {
        this.path = path;
        this.type = type;
        this.defaultText = defaultText;
        this.meaning = meaning;
    }

    /**
     * The key's name.
     *
     * @return with dots between its parts, for example {@code gateway.port}
     */
    public String path() {
        return path;
    }

    /**
     * The environment variable that sets the key: upper case, and an underscore for each dot and before each inner
     * capital.
     *
     * @return for example {@code TICKWIRE_GATEWAY_PORT}
     */
    public String variable() {
        return EnvironmentSource.PREFIX + INNER_CAPITAL.matcher(path).replaceAll("_").replace('.', '_')
            .toUpperCase(Locale.ROOT);
    }

    /**
     * The default.
     *
     * @return as text, as a user would write it
     */
    public String defaultText() {
        return defaultText;
    }

    /**
     * What the key is for.
     *
     * @return one or two sentences
     */
    public String meaning() {
        return meaning;
    }

    /**
     * What is accepted.
     *
     * @return range and unit; reads on after "must be"
     */
    public String accepted() {
        return type.description();
    }

    /** What the key accepts. */
    ValueType type() {
        return type;
    }

    /** The key of a name. */
    static Optional<ConfigKey> ofPath(String path) {
        return Optional.ofNullable(BY_PATH.get(path));
    }

    private static Map<String, String> names(String... names) {
        return Stream.of(names).collect(Collectors.toMap(name -> name, name -> name));
    }
}
