package io.tickwire.server.cli;

import io.tickwire.config.TokenAlgorithm;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import java.util.Arrays;

/** Reads the name of an algorithm, as in a token's header. */
final class TokenAlgorithmConverter implements ITypeConverter<TokenAlgorithm> {
    @Override
    public TokenAlgorithm convert(String value) {
        return Arrays.stream(TokenAlgorithm.values()).filter(algorithm -> algorithm.text().equals(value)).findAny()
            .orElseThrow(() -> new TypeConversionException("'" + value
                + "' is no algorithm; write HS256, RS256, ES256 or EdDSA"));
    }
}
