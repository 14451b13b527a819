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
    /** Data directory. */
    DIRECTORY("directory", ValueType.path(), "data",
        "Where the counters and the error log are."),

    /** Threads of the agents. */
    THREADING_MODE("threading.mode",
        ValueType.choice(Map.of("dedicated", AgentMode.DEDICATED, "shared", AgentMode.SHARED),
            "dedicated or shared"), "shared",
        "Threads of the agents: dedicated gives each its own, shared gives all of them one."),
    /** Idle strategy. */
    THREADING_IDLE("threading.idle",
        ValueType.choice(Map.of("spin", IdleKind.SPIN, "yield", IdleKind.YIELD, "backoff", IdleKind.BACKOFF),
            "spin, yield or backoff"), "backoff",
        "What a thread does without work: spin takes a whole core and reacts at once, yield lets other threads run, "
            + "backoff sleeps for up to 100 us."),
    /** Pinned cores. */
    THREADING_CORES("threading.cores", ValueType.cores(), "[]",
        "Cores to pin the threads to, in the order ingest, journal, fan-out 1..n; -1 leaves a thread unpinned, an "
            + "empty list all of them."),

    /** Embedded or external media driver. */
    AERON_EMBEDDED_DRIVER("aeron.embeddedDriver", ValueType.flag(), "true",
        "Whether the server runs an Aeron media driver in its own process."),
    /** Media driver's directory. */
    AERON_DIRECTORY("aeron.directory", ValueType.pathOrNone(), "",
        "Directory of the media driver. Empty: an embedded driver makes one of its own, an external one is looked for "
            + "in Aeron's default place."),
    /** Feed channel. */
    AERON_CHANNEL("aeron.channel", ValueType.channel(), "aeron:udp?endpoint=127.0.0.1:40800",
        "Aeron channel on which ticks come in."),
    /** Feed stream. */
    AERON_STREAM_ID("aeron.streamId", ValueType.whole(1, Integer.MAX_VALUE), "1001",
        "Aeron stream on which ticks come in."),
    /** Fragments in a duty cycle. */
    AERON_FRAGMENT_LIMIT("aeron.fragmentLimit", ValueType.whole(1, 10_000), "256",
        "Most messages taken from Aeron in one go."),

    /** Slots of the ring. */
    RING_CAPACITY("ring.capacity", ValueType.powerOfTwo(1 << 24), "65536",
        "Slots of the ring, 64 bytes each; a fan-out thread that is further behind reads the journal."),

    /** Journal's files. */
    JOURNAL_DIRECTORY("journal.directory", ValueType.path(), "data/journal",
        "Where the journal's files are."),
    /** Journal first. */
    JOURNAL_BEFORE_FANOUT("journal.beforeFanout", ValueType.flag(), "true",
        "Whether a tick is sent only once the journal holds it. With false a subscriber may see a tick that is lost "
            + "if the process is killed."),
    /** Ticks in an excerpt. */
    JOURNAL_BATCH_LIMIT("journal.batchLimit", ValueType.whole(1, 4_096), "1024",
        "Most ticks in one excerpt of the journal."),
    /** Length of a journal file. */
    JOURNAL_ROLL_CYCLE("journal.rollCycle",
        ValueType.choice(names("FIVE_MINUTELY", "TEN_MINUTELY", "TWENTY_MINUTELY", "HALF_HOURLY", "FAST_HOURLY",
            "TWO_HOURLY", "FOUR_HOURLY", "SIX_HOURLY", "FAST_DAILY"),
            "FIVE_MINUTELY, TEN_MINUTELY, TWENTY_MINUTELY, HALF_HOURLY, FAST_HOURLY, TWO_HOURLY, FOUR_HOURLY, "
                + "SIX_HOURLY or FAST_DAILY"), "FAST_HOURLY",
        "Chronicle roll cycle: when the journal begins a new file."),
    /** Forcing to the disk. */
    JOURNAL_SYNC_INTERVAL("journal.syncInterval", ValueType.duration("0s", "60s"), "0s",
        "How often the journal is forced to the disk, on a thread aside; 0s leaves it to the operating system."),
    /** Room ahead of the writer. */
    JOURNAL_PRE_TOUCH("journal.preTouch", ValueType.size("0B", "1GiB"), "16MiB",
        "So far ahead of where the journal is written a thread aside makes room in the file, so that an append does "
            + "not wait for the file system; 0B leaves it to the append."),
    /** Age of files. */
    JOURNAL_RETENTION_MAX_AGE("journal.retention.maxAge", ValueType.duration("0s", "36500d"), "0s",
        "Journal files whose last tick is older are deleted; 0s keeps them whatever their age."),
    /** Bytes of files. */
    JOURNAL_RETENTION_MAX_BYTES("journal.retention.maxBytes", ValueType.size("0B", "1024TiB"), "0B",
        "The oldest journal files are deleted while all have more than this; 0B is without limit."),
    /** Floor of the disk. */
    JOURNAL_RETENTION_MIN_FREE_DISK("journal.retention.minFreeDisk", ValueType.size("0B", "1024TiB"), "0B",
        "The oldest journal files are deleted while the disk has less than this left; 0B is without a floor."),

    /** Fan-out threads. */
    FANOUT_THREADS("fanout.threads", ValueType.whole(1, 64), "1",
        "Fan-out agents, among which the subscribers are divided."),
    /** Ticks in a live pass. */
    FANOUT_PASS_LIMIT("fanout.passLimit", ValueType.whole(1, 65_536), "1024",
        "Most ticks in one live pass."),
    /** Largest frame. */
    FANOUT_FRAME_LIMIT("fanout.frameLimit", ValueType.size("1KiB", "1MiB"), "64KiB",
        "Largest frame sent to a subscriber."),
    /** Heartbeat. */
    FANOUT_HEARTBEAT("fanout.heartbeat", ValueType.duration("10ms", "60s"), "1s",
        "A subscriber hears something at least this often."),
    /** Turn of a subscriber that is behind. */
    FANOUT_CATCH_UP_LIMIT("fanout.catchUpLimit", ValueType.whole(1, 1_000_000), "4096",
        "Most ticks read for one subscriber that is behind before the next has its turn."),
    /** How far behind. */
    FANOUT_LAG_LIMIT("fanout.lagLimit", ValueType.whole(0, 1_000_000_000_000L), "100000000",
        "Ticks a subscriber in mode all may fall behind before it is closed; 0 is without limit."),

    /** Replay threads. */
    REPLAY_THREADS("replay.threads", ValueType.whole(0, 16), "1",
        "Threads that replay to subscribers further behind than fanout.catchUpLimit, beside those of threading.mode; "
            + "0 leaves replay to the fan-out threads."),
    /** Subscribers served at once. */
    REPLAY_CLIENT_LIMIT("replay.clientLimit", ValueType.whole(1, 1_024), "8",
        "Subscribers that a replay thread serves at once; the others wait and get heartbeats."),
    /** Turn of a subscriber. */
    REPLAY_TURN_LIMIT("replay.turnLimit", ValueType.whole(1, 10_000_000), "16384",
        "Most ticks read for one subscriber before a replay thread turns to the next."),
    /** Time for replays. */
    REPLAY_SHARE("replay.share", ValueType.whole(1, 100), "33",
        "Most of a replay thread's time, in percent, that goes into replays while other subscribers are served live."),

    /** WebSocket address. */
    GATEWAY_HOST("gateway.host", ValueType.host(), "127.0.0.1",
        "Address on which the WebSocket listens; 0.0.0.0 is every IPv4 address of the machine."),
    /** WebSocket port. */
    GATEWAY_PORT("gateway.port", ValueType.whole(0, 65_535), "8800",
        "Port on which the WebSocket listens; 0 takes any free one."),
    /** Connections. */
    GATEWAY_CONNECTION_LIMIT("gateway.connectionLimit", ValueType.whole(1, 1_000_000), "10000",
        "Most connections at once."),
    /** Largest client message. */
    GATEWAY_INBOUND_FRAME_LIMIT("gateway.inboundFrameLimit", ValueType.size("1KiB", "16MiB"), "64KiB",
        "Largest message from a client."),
    /** Patterns of a connection. */
    GATEWAY_SYMBOL_LIMIT("gateway.symbolLimit", ValueType.whole(1, 100_000), "1000",
        "Most symbol patterns in the subscription of one connection."),
    /** Kernel send buffer. */
    GATEWAY_SEND_BUFFER("gateway.sendBuffer", ValueType.size("0B", "64MiB"), "0B",
        "The kernel's send buffer of each connection; 0B is the system's default."),
    /** Waiting control messages. */
    GATEWAY_CONTROL_QUEUE_LIMIT("gateway.controlQueueLimit", ValueType.size("4KiB", "64MiB"), "1MiB",
        "Most bytes of answers that may wait for one connection before it is closed."),
    /** Cut after close. */
    GATEWAY_CLOSE_TIMEOUT("gateway.closeTimeout", ValueType.duration("10ms", "60s"), "5s",
        "A closing connection that can't take its last bytes is cut after this."),
    /** Handshakes that do not end. */
    GATEWAY_HANDSHAKE_TIMEOUT("gateway.handshakeTimeout", ValueType.duration("10ms", "60s"), "5s",
        "A connection that has not finished its WebSocket handshake is cut after this."),
    /** Without TLS. */
    GATEWAY_ALLOW_PLAIN("gateway.allowPlain", ValueType.flag(), "false",
        "Whether the WebSocket may listen without TLS on an address that other machines can reach."),

    /** HTTP at all. */
    HTTP_ENABLED("http.enabled", ValueType.flag(), "true",
        "Whether to listen for HTTP: the web page, metrics and health."),
    /** HTTP address. */
    HTTP_HOST("http.host", ValueType.host(), "127.0.0.1",
        "Address on which HTTP listens."),
    /** HTTP port. */
    HTTP_PORT("http.port", ValueType.whole(0, 65_535), "8880",
        "Port on which HTTP listens; 0 takes any free one."),
    /** Without TLS. */
    HTTP_ALLOW_PLAIN("http.allowPlain", ValueType.flag(), "false",
        "Whether HTTP may listen without TLS on an address that other machines can reach."),

    /** Certificate. */
    TLS_CERTIFICATE_FILE("tls.certificateFile", ValueType.fileOrNone(), "",
        "The server's certificate in PEM, then those of its chain; with tls.keyFile it makes WebSocket and HTTP use "
            + "TLS. Empty: no TLS."),
    /** Private key. */
    TLS_KEY_FILE("tls.keyFile", ValueType.fileOrNone(), "",
        "The certificate's private key in PEM, RSA or EC, not encrypted."),
    /** Look at the files. */
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
