package io.tickwire.server.cli;

import io.tickwire.config.TokenAlgorithm;
import io.tickwire.core.instrument.SymbolPattern;
import io.tickwire.fanout.DeliveryMode;
import io.tickwire.gateway.auth.Entitlement;
import io.tickwire.gateway.auth.TokenMint;
import io.tickwire.gateway.auth.TokenOrder;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** {@code tickwire token mint}: signs a token and prints it. */
@Command(name = "mint", sortOptions = false, description = {"Sign a token and print it.",
    "With --symbols the token itself says what its subject may see; else the server's entitlements file does."})
final class TokenMintCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--algorithm", required = true, paramLabel = "ALG", converter = TokenAlgorithmConverter.class,
        description = "HS256, RS256, ES256 or EdDSA: auth.algorithm of the server.")
    private TokenAlgorithm algorithm;

    @Option(names = "--key", required = true, paramLabel = "FILE",
        description = "The private key (PEM, PKCS #8), or the secret for HS256.")
    private Path key;

    @Option(names = "--key-id", paramLabel = "KID",
        description = "The key's name, if the server has a key set (JWKS).")
    private String keyId;

    @Option(names = "--subject", required = true, paramLabel = "NAME", description = "Whose token it is (sub).")
    private String subject;

    @Option(names = "--issuer", required = true, paramLabel = "TEXT", description = "auth.issuer of the server (iss).")
    private String issuer;

    @Option(names = "--audience", required = true, paramLabel = "TEXT",
        description = "auth.audience of the server (aud).")
    private String audience;

    @Option(names = "--expires", required = true, paramLabel = "TIME", converter = LifetimeConverter.class,
        description = "How long it is good (exp): 90s, 15m, 1h, 30d.")
    private Duration lifetime;

    @Option(names = "--id", paramLabel = "JTI", description = "The token's name (jti), by which it can be revoked.")
    private String tokenId;

    @Option(names = "--symbols", paramLabel = "PATTERN", split = ",", arity = "1..*",
        converter = PatternConverter.class, description = "What it may see, for example BTC*,IBM@Q; '*' is all.")
    private List<SymbolPattern> symbols;

    @Option(names = "--modes", paramLabel = "MODE", split = ",", arity = "1..*", converter = ModeConverter.class,
        description = "How: all, conflated, trade-safe (default: each of them).")
    private Set<DeliveryMode> modes;

    @Option(names = "--max-rate", paramLabel = "N", description = "Most frames a second, to 1000 (default: 0, any).")
    private Integer maxRate;

    @Option(names = "--connections", paramLabel = "N", description = "Most connections at once (default: any).")
    private Integer connections;

    @Override
    public Integer call() {
        final TokenOrder order;
        try {
            final long nowNs = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
            order = new TokenOrder(subject, issuer, audience, nowNs, nowNs + lifetime.toNanos(), tokenId, keyId,
                entitlement());
        } catch (final IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
        spec.commandLine().getOut().println(new TokenMint(algorithm, key).mint(order));
        return ExitCode.OK;
    }

    private Entitlement entitlement() {
        if (symbols == null) {
            if (modes != null || maxRate != null || connections != null) {
                throw new IllegalArgumentException("--modes, --max-rate and --connections need --symbols; give"
                    + " --symbols '*' for all");
            }
            return null;
        }
        return new Entitlement(symbols, modes == null ? Set.of(DeliveryMode.values()) : modes,
            maxRate == null ? 0 : maxRate, connections == null ? 0 : connections);
    }

    /** Reads a pattern of instruments. */
    static final class PatternConverter implements ITypeConverter<SymbolPattern> {
        @Override
        public SymbolPattern convert(String value) {
            try {
                return SymbolPattern.parse(value);
            } catch (final IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** Reads a mode. */
    static final class ModeConverter implements ITypeConverter<DeliveryMode> {
        @Override
        public DeliveryMode convert(String value) {
            final DeliveryMode mode = DeliveryMode.of(value);
            if (mode == null) {
                throw new TypeConversionException("'" + value + "' is no mode; write all, conflated or trade-safe");
            }
            return mode;
        }
    }
}
