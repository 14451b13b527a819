package io.tickwire.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Loads the configuration: the defaults, then a file, then the environment, then overrides, each in place of the one
 * before. Everything is checked, also a value that a later source replaces, before anything is thrown. One thread.
 */
public final class ConfigLoader {
    private List<String> defaults = List.of();
    private Path file;
    private Map<String, String> environment = Map.of();
    private List<String> overrides = List.of();
    private int machineCores = MachineCores.count();

    /**
     * Use other defaults for some keys.
     *
     * @param defaults each KEY=VALUE
     * @return this
     */
    public ConfigLoader defaults(List<String> defaults) {
        this.defaults = defaults;
        return this;
    }

    /**
     * Read a file, in HOCON.
     *
     * @param file to read; null for none
     * @return this
     */
    public ConfigLoader file(Path file) {
        this.file = file;
        return this;
    }

    /**
     * Use environment variables; those that begin with TICKWIRE_ count.
     *
     * @param environment usually {@link System#getenv()}
     * @return this
     */
    public ConfigLoader environment(Map<String, String> environment) {
        this.environment = environment;
        return this;
    }

    /**
     * Use overrides from the command line.
     *
     * @param overrides each KEY=VALUE
     * @return this
     */
    public ConfigLoader overrides(List<String> overrides) {
        this.overrides = overrides;
        return this;
    }

    /**
     * Check for another machine than this one.
     *
     * @param machineCores how many cores it has, numbered from 0
     * @return this
     */
    public ConfigLoader machineCores(int machineCores) {
        this.machineCores = machineCores;
        return this;
    }

    /**
     * Load and check.
     *
     * @return the configuration, every value of which is good
     * @throws ConfigException with all problems, if there are any
     */
    public LoadedConfig load() {
        final Settings settings = new Settings();
        new OverrideSource(settings, "default of the command, ").read(defaults);
        if (file != null) {
            new FileSource(settings).read(file);
        }
        new EnvironmentSource(settings).read(environment);
        new OverrideSource(settings, "--set ").read(overrides);
        new CrossChecks(settings, machineCores).check();
        if (!settings.problems().isEmpty()) {
            throw new ConfigException(settings.problems());
        }
        return new LoadedConfig(config(settings), List.copyOf(settings.all()));
    }

    private static TickwireConfig config(Settings from) {
        return new TickwireConfig(
            from.value(ConfigKey.DIRECTORY, Path.class),
            threading(from),
            aeron(from),
            new RingConfig(from.integer(ConfigKey.RING_CAPACITY)),
            journal(from),
            new FanoutConfig(from.integer(ConfigKey.FANOUT_THREADS), from.integer(ConfigKey.FANOUT_PASS_LIMIT),
                from.integer(ConfigKey.FANOUT_FRAME_LIMIT), from.number(ConfigKey.FANOUT_HEARTBEAT),
                from.integer(ConfigKey.FANOUT_CATCH_UP_LIMIT), from.number(ConfigKey.FANOUT_LAG_LIMIT),
                new SlowConfig(from.number(ConfigKey.FANOUT_SLOW_AFTER_TICKS),
                    from.number(ConfigKey.FANOUT_SLOW_AFTER))),
            new ReplayConfig(from.integer(ConfigKey.REPLAY_THREADS), from.integer(ConfigKey.REPLAY_CLIENT_LIMIT),
                from.integer(ConfigKey.REPLAY_TURN_LIMIT), from.integer(ConfigKey.REPLAY_SHARE)),
            gateway(from),
            limits(from),
            auth(from),
            new HttpConfig(from.value(ConfigKey.HTTP_ENABLED, Boolean.class),
                from.value(ConfigKey.HTTP_HOST, String.class), from.integer(ConfigKey.HTTP_PORT)),
            new MetricsConfig(from.integer(ConfigKey.METRICS_STAGE_SAMPLE_INTERVAL)),
            audit(from),
            tls(from));
    }

    private static JournalConfig journal(Settings from) {
        return new JournalConfig(from.value(ConfigKey.JOURNAL_DIRECTORY, Path.class),
            from.value(ConfigKey.JOURNAL_BEFORE_FANOUT, Boolean.class),
            from.integer(ConfigKey.JOURNAL_BATCH_LIMIT), from.value(ConfigKey.JOURNAL_ROLL_CYCLE, String.class),
            from.number(ConfigKey.JOURNAL_SYNC_INTERVAL), from.number(ConfigKey.JOURNAL_PRE_TOUCH),
            new RetentionConfig(from.number(ConfigKey.JOURNAL_RETENTION_MAX_AGE),
                from.number(ConfigKey.JOURNAL_RETENTION_MAX_BYTES),
                from.number(ConfigKey.JOURNAL_RETENTION_MIN_FREE_DISK)));
    }

    @SuppressWarnings("unchecked")
    private static ThreadingConfig threading(Settings from) {
        return new ThreadingConfig(from.value(ConfigKey.THREADING_MODE, AgentMode.class),
            from.value(ConfigKey.THREADING_IDLE, IdleKind.class),
            from.value(ConfigKey.THREADING_CORES, List.class));
    }

    @SuppressWarnings("unchecked")
    private static AeronConfig aeron(Settings from) {
        final Optional<Path> directory = from.value(ConfigKey.AERON_DIRECTORY, Optional.class);
        return new AeronConfig(from.value(ConfigKey.AERON_EMBEDDED_DRIVER, Boolean.class), directory.orElse(null),
            from.value(ConfigKey.AERON_CHANNEL, String.class), from.integer(ConfigKey.AERON_STREAM_ID),
            from.integer(ConfigKey.AERON_FRAGMENT_LIMIT));
    }

    @SuppressWarnings("unchecked")
    private static GatewayConfig gateway(Settings from) {
        return new GatewayConfig(from.value(ConfigKey.GATEWAY_HOST, String.class),
            from.integer(ConfigKey.GATEWAY_PORT), from.integer(ConfigKey.GATEWAY_CONNECTION_LIMIT),
            from.integer(ConfigKey.GATEWAY_INBOUND_FRAME_LIMIT), from.integer(ConfigKey.GATEWAY_SYMBOL_LIMIT),
            from.integer(ConfigKey.GATEWAY_SEND_BUFFER), from.integer(ConfigKey.GATEWAY_CONTROL_QUEUE_LIMIT),
            from.number(ConfigKey.GATEWAY_CLOSE_TIMEOUT), from.number(ConfigKey.GATEWAY_HANDSHAKE_TIMEOUT),
            from.number(ConfigKey.GATEWAY_DRAIN_TIMEOUT), from.number(ConfigKey.GATEWAY_RECONNECT_SPREAD),
            from.value(ConfigKey.GATEWAY_OTHER_ADDRESSES, List.class),
            from.integer(ConfigKey.GATEWAY_CONFLATED_SEND_BUFFER),
            new DeflateConfig(from.value(ConfigKey.GATEWAY_DEFLATE, Boolean.class),
                from.integer(ConfigKey.GATEWAY_DEFLATE_THRESHOLD)));
    }

    @SuppressWarnings("unchecked")
    private static GatewayLimits limits(Settings from) {
        return new GatewayLimits(from.integer(ConfigKey.GATEWAY_CONNECTION_LIMIT_PER_ADDRESS),
            from.integer(ConfigKey.GATEWAY_CONNECTION_LIMIT_PER_SUBJECT),
            from.integer(ConfigKey.GATEWAY_CONNECTION_RATE),
            from.integer(ConfigKey.GATEWAY_CONNECTION_RATE_PER_ADDRESS), from.integer(ConfigKey.GATEWAY_MESSAGE_RATE),
            from.value(ConfigKey.GATEWAY_ORIGINS, List.class),
            from.value(ConfigKey.GATEWAY_ORIGIN_REQUIRED, Boolean.class),
            from.number(ConfigKey.GATEWAY_PING_INTERVAL), from.number(ConfigKey.GATEWAY_IDLE_TIMEOUT),
            from.value(ConfigKey.GATEWAY_PROXY_PROTOCOL, Boolean.class),
            from.value(ConfigKey.GATEWAY_TRUSTED_PROXIES, List.class));
    }

    @SuppressWarnings("unchecked")
    private static AuditConfig audit(Settings from) {
        final Optional<Path> directory = from.value(ConfigKey.AUDIT_DIRECTORY, Optional.class);
        return new AuditConfig(directory.orElse(null), from.number(ConfigKey.AUDIT_FILE_LIMIT),
            from.integer(ConfigKey.AUDIT_KEEP_FILES));
    }

    @SuppressWarnings("unchecked")
    private static AuthConfig auth(Settings from) {
        final Optional<Path> keyFile = from.value(ConfigKey.AUTH_KEY_FILE, Optional.class);
        final Optional<Path> revocationFile = from.value(ConfigKey.AUTH_REVOCATION_FILE, Optional.class);
        final Optional<Path> entitlementsFile = from.value(ConfigKey.AUTH_ENTITLEMENTS_FILE, Optional.class);
        return new AuthConfig(from.value(ConfigKey.AUTH_ENABLED, Boolean.class),
            from.value(ConfigKey.AUTH_ALGORITHM, TokenAlgorithm.class), keyFile.orElse(null),
            from.value(ConfigKey.AUTH_ISSUER, String.class), from.value(ConfigKey.AUTH_AUDIENCE, String.class),
            from.number(ConfigKey.AUTH_CLOCK_SKEW), from.number(ConfigKey.AUTH_DEADLINE),
            from.number(ConfigKey.AUTH_EXPIRY_WARNING), revocationFile.orElse(null), entitlementsFile.orElse(null));
    }

    @SuppressWarnings("unchecked")
    private static TlsConfig tls(Settings from) {
        final Optional<Path> certificate = from.value(ConfigKey.TLS_CERTIFICATE_FILE, Optional.class);
        final Optional<Path> key = from.value(ConfigKey.TLS_KEY_FILE, Optional.class);
        return new TlsConfig(certificate.orElse(null), key.orElse(null), from.number(ConfigKey.TLS_RELOAD_INTERVAL));
    }
}
