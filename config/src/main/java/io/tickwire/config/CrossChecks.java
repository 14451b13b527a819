package io.tickwire.config;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks values that must go together. Each check is left out while one of its values is wrong by itself. */
final class CrossChecks {
    private static final Set<String> ANY_ADDRESS = Set.of("0.0.0.0", "::");

    private final Settings settings;
    private final int machineCores;

    /** Checks against a machine whose cores have the numbers below {@code machineCores}. */
    CrossChecks(Settings settings, int machineCores) {
        this.settings = settings;
        this.machineCores = machineCores;
    }

    /** Note all that does not go together. */
    void check() {
        ports();
        coresExist();
        coresFitThreads();
        lagLimit();
        directories();
        pings();
        proxies();
        auditDirectory();
        new AuthChecks(settings).check();
        new TlsChecks(settings, InetAddress::getAllByName).check();
    }

    private void ports() {
        if (settings.isAnyWrong(ConfigKey.HTTP_ENABLED, ConfigKey.HTTP_PORT, ConfigKey.HTTP_HOST,
            ConfigKey.GATEWAY_PORT, ConfigKey.GATEWAY_HOST)) {
            return;
        }
        final long port = settings.number(ConfigKey.HTTP_PORT);
        final String httpHost = settings.value(ConfigKey.HTTP_HOST, String.class);
        final String host = settings.value(ConfigKey.GATEWAY_HOST, String.class);
        final boolean sameAddress = host.equals(httpHost) || ANY_ADDRESS.contains(host)
            || ANY_ADDRESS.contains(httpHost);
        if (settings.value(ConfigKey.HTTP_ENABLED, Boolean.class) && sameAddress && port != 0
            && port == settings.number(ConfigKey.GATEWAY_PORT)) {
            settings.problem(settings.origin(ConfigKey.HTTP_PORT), "http.port = " + port
                + " is also gateway.port (" + settings.origin(ConfigKey.GATEWAY_PORT)
                + "); they must differ, or http.enabled be false");
        }
    }

    private void coresExist() {
        if (settings.isAnyWrong(ConfigKey.THREADING_CORES)) {
            return;
        }
        final List<Integer> absent = cores().stream().filter(core -> core >= machineCores).toList();
        if (!absent.isEmpty()) {
            coresProblem("has " + absent + "; the cores of this machine are 0 to " + (machineCores - 1));
        }
        final Set<Integer> seen = new HashSet<>();
        for (final int core : cores()) {
            if (core >= 0 && !seen.add(core)) {
                coresProblem("has core " + core + " twice; give each thread its own, or -1 for any");
            }
        }
    }

    private void coresFitThreads() {
        if (settings.isAnyWrong(ConfigKey.THREADING_CORES, ConfigKey.THREADING_MODE, ConfigKey.FANOUT_THREADS)) {
            return;
        }
        final boolean shared = settings.value(ConfigKey.THREADING_MODE, AgentMode.class) == AgentMode.SHARED;
        final int threads = shared ? 1 : 2 + settings.integer(ConfigKey.FANOUT_THREADS);
        if (cores().size() > threads) {
            coresProblem("has " + cores().size() + " cores, but " + (shared
                ? "threading.mode = shared has one thread; name one core, or set threading.mode = dedicated"
                : "there are " + threads + " threads (ingest, journal, fan-out 1.." + (threads - 2)
                    + "); name at most " + threads));
        }
    }

    private void lagLimit() {
        if (settings.isAnyWrong(ConfigKey.FANOUT_LAG_LIMIT, ConfigKey.FANOUT_PASS_LIMIT)) {
            return;
        }
        final long limit = settings.number(ConfigKey.FANOUT_LAG_LIMIT);
        final long pass = settings.number(ConfigKey.FANOUT_PASS_LIMIT);
        if (limit != 0 && limit < pass) {
            settings.problem(settings.origin(ConfigKey.FANOUT_LAG_LIMIT), "fanout.lagLimit = " + limit
                + " must be 0 or at least fanout.passLimit (" + pass
                + "), else a single pass closes a subscriber that keeps up");
        }
    }

    private void directories() {
        if (settings.isAnyWrong(ConfigKey.DIRECTORY, ConfigKey.JOURNAL_DIRECTORY)) {
            return;
        }
        final Path journal = settings.value(ConfigKey.JOURNAL_DIRECTORY, Path.class);
        final Path data = settings.value(ConfigKey.DIRECTORY, Path.class);
        if (journal.toAbsolutePath().normalize().equals(data.toAbsolutePath().normalize())) {
            settings.problem(settings.origin(ConfigKey.JOURNAL_DIRECTORY), "journal.directory = " + journal
                + " is also directory; give the journal a directory of its own, for example "
                + data.resolve("journal"));
        }
    }

    private void pings() {
        if (settings.isAnyWrong(ConfigKey.GATEWAY_PING_INTERVAL, ConfigKey.GATEWAY_IDLE_TIMEOUT)) {
            return;
        }
        if (settings.number(ConfigKey.GATEWAY_IDLE_TIMEOUT) <= settings.number(ConfigKey.GATEWAY_PING_INTERVAL)) {
            settings.problem(settings.origin(ConfigKey.GATEWAY_IDLE_TIMEOUT),
                "gateway.idleTimeout must be longer than gateway.pingInterval ("
                    + settings.origin(ConfigKey.GATEWAY_PING_INTERVAL)
                    + "), else a client that only listens is closed before its pong is heard");
        }
    }

    private void proxies() {
        if (settings.isAnyWrong(ConfigKey.GATEWAY_PROXY_PROTOCOL, ConfigKey.GATEWAY_TRUSTED_PROXIES)) {
            return;
        }
        if (settings.value(ConfigKey.GATEWAY_PROXY_PROTOCOL, Boolean.class)
            && settings.value(ConfigKey.GATEWAY_TRUSTED_PROXIES, List.class).isEmpty()) {
            settings.problem(settings.origin(ConfigKey.GATEWAY_PROXY_PROTOCOL),
                "gateway.proxyProtocol = true must have the load balancer's address in gateway.trustedProxies, else "
                    + "anyone could claim any address");
        }
    }

    private void auditDirectory() {
        if (settings.isAnyWrong(ConfigKey.AUDIT_DIRECTORY, ConfigKey.JOURNAL_DIRECTORY)) {
            return;
        }
        final Path journal = settings.value(ConfigKey.JOURNAL_DIRECTORY, Path.class).toAbsolutePath().normalize();
        final Optional<?> audit = settings.value(ConfigKey.AUDIT_DIRECTORY, Optional.class);
        if (audit.isPresent() && ((Path) audit.get()).toAbsolutePath().normalize().equals(journal)) {
            settings.problem(settings.origin(ConfigKey.AUDIT_DIRECTORY), "audit.directory = " + audit.get()
                + " is also journal.directory; give the audit log a directory of its own, for example "
                + settings.value(ConfigKey.DIRECTORY, Path.class).resolve("audit"));
        }
    }

    @SuppressWarnings("unchecked")
    private List<Integer> cores() {
        return settings.value(ConfigKey.THREADING_CORES, List.class);
    }

    private void coresProblem(String text) {
        settings.problem(settings.origin(ConfigKey.THREADING_CORES), "threading.cores " + text);
    }
}
