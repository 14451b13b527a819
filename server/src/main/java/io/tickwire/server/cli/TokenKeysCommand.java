package io.tickwire.server.cli;

import io.tickwire.config.TokenAlgorithm;
import io.tickwire.gateway.auth.NewKeys;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** {@code tickwire token keys}: makes a secret, or a private and a public key. */
@Command(name = "keys", sortOptions = false, description = {"Make keys and write them to files in mode 600:",
    "secret for HS256; else private.pem, with which tokens are minted, and public.pem for auth.keyFile."})
final class TokenKeysCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--algorithm", required = true, paramLabel = "ALG", converter = TokenAlgorithmConverter.class,
        description = "HS256, RS256, ES256 or EdDSA; EdDSA is the fastest to sign and the shortest.")
    private TokenAlgorithm algorithm;

    @Option(names = "--output", required = true, paramLabel = "DIR",
        description = "Where to; made if it is not there. A file that is there is never replaced.")
    private Path directory;

    @Option(names = "--key-id", paramLabel = "KID",
        description = "Also write public.json, a key set (JWKS) with the key under this name, for key rotation.")
    private String keyId;

    @Override
    public Integer call() throws IOException {
        if (keyId != null && (algorithm == TokenAlgorithm.HS256 || keyId.isBlank())) {
            throw new ParameterException(spec.commandLine(), "--key-id names a public key: it must not be empty, and"
                + " HS256 has none");
        }
        try {
            new NewKeys(algorithm, keyId).write(directory).forEach(spec.commandLine().getOut()::println);
        } catch (final FileAlreadyExistsException e) {
            throw new IOException(e.getFile() + " exists already, and a key is never replaced; give another --output",
                e);
        }
        return ExitCode.OK;
    }
}
