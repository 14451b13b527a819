package io.tickwire.gateway.auth;

import io.tickwire.config.TokenAlgorithm;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes keys and writes them to files that only their owner may read; replaces none. */
public final class NewKeys {
    private static final int RSA_BITS = 3_072;

    private final TokenAlgorithm algorithm;
    private final String keyId;

    /**
     * Make keys for an algorithm.
     *
     * @param algorithm which
     * @param keyId     name of the key in a key set, which is written besides; null for none. HS256 has none
     */
    public NewKeys(TokenAlgorithm algorithm, String keyId) {
        this.algorithm = algorithm;
        this.keyId = keyId;
    }

    /**
     * Make a key and write it: {@code secret} for HS256, else {@code private.pem}, {@code public.pem} and, with a key
     * id, {@code public.json}.
     *
     * @param directory where to; made if it is not there
     * @return the files, in mode 600
     * @throws FileAlreadyExistsException if one of them is there; then none is written
     * @throws IOException                if they can't be written
     */
    public List<Path> write(Path directory) throws IOException {
        final Map<String, String> files = algorithm == TokenAlgorithm.HS256 ? secret() : pair();
        final List<Path> paths = files.keySet().stream().map(directory::resolve).toList();
        for (final Path path : paths) {
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileAlreadyExistsException(path.toString());
            }
        }
        Files.createDirectories(directory);
        for (final Map.Entry<String, String> file : files.entrySet()) {
            final Path path = Files.createFile(directory.resolve(file.getKey()),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(path, file.getValue(), StandardOpenOption.WRITE);
        }
        return paths;
    }

    private static Map<String, String> secret() {
        final byte[] secret = new byte[SecretReader.MIN_BYTES];
        new SecureRandom().nextBytes(secret);
        return Map.of("secret", Base64.getUrlEncoder().withoutPadding().encodeToString(secret) + "\n");
    }

    private Map<String, String> pair() {
        try {
            final KeyPair pair = generator().generateKeyPair();
            final Map<String, String> files = new LinkedHashMap<>();
            files.put("private.pem", pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
            files.put("public.pem", pem("PUBLIC KEY", pair.getPublic().getEncoded()));
            if (keyId != null) {
                final PublicJsonWebKey jwk = PublicJsonWebKey.Factory.newPublicJwk(pair.getPublic());
                jwk.setKeyId(keyId);
                jwk.setUse("sig");
                jwk.setAlgorithm(algorithm.text());
                files.put("public.json", new JsonWebKeySet(jwk).toJson(OutputControlLevel.PUBLIC_ONLY) + "\n");
            }
            return files;
        } catch (final GeneralSecurityException | JoseException e) {
            throw new IllegalStateException("this JDK makes no keys for " + algorithm.text(), e);
        }
    }

    private KeyPairGenerator generator() throws GeneralSecurityException {
        switch (algorithm) {
            case RS256:
                final KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
                rsa.initialize(RSA_BITS);
                return rsa;
            case ES256:
                final KeyPairGenerator ec = KeyPairGenerator.getInstance("EC");
                ec.initialize(new ECGenParameterSpec("secp256r1"));
                return ec;
            default:
                return KeyPairGenerator.getInstance(NamedParameterSpec.ED25519.getName());
        }
    }

    private static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n"
            + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(der)
            + "\n-----END " + label + "-----\n";
    }
}
