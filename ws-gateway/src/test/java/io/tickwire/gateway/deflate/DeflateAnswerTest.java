package io.tickwire.gateway.deflate;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(20)
final class DeflateAnswerTest {
    private static final String TERMS =
        "permessage-deflate; server_no_context_takeover; client_no_context_takeover";
    private static final int ROUNDS = 100_000;
    private static final String ALPHABET = "ab;;;,,===\"\"\\ \t-_15permessage-deflate\u0001\u00e9";

    private static String answer(String... fields) throws BadOffer {
        return DeflateAnswer.to(OfferParser.parse(List.of(fields)));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "permessage-deflate",
        "permessage-deflate; client_max_window_bits",
        "permessage-deflate;client_max_window_bits=8;server_no_context_takeover ; client_no_context_takeover",
        "permessage-deflate; client_max_window_bits = \"10\"",
        "permessage-deflate; client_max_window_bits=15",
        "x-webkit-deflate-frame, permessage-deflate",
        "x-other; permessage-deflate=\"1\"; permessage-deflate=2, permessage-deflate",
        "permessage-deflate; server_max_window_bits=10, permessage-deflate",
        "permessage-deflate; unknown, permessage-deflate; client_max_window_bits",
        " ,, permessage-deflate\t, ,"})
    void shouldTakeTheFirstOfferThatCanBeMet(String offers) throws BadOffer {
        assertEquals(TERMS, answer(offers));
    }

    @ParameterizedTest
    @ValueSource(strings = {"15", "\"15\"", "\"1\\5\""})
    void shouldNameTheWindowThatAClientAsksFor(String bits) throws BadOffer {
        assertEquals(TERMS + "; server_max_window_bits=15",
            answer("permessage-deflate; server_max_window_bits=" + bits));
        assertEquals(TERMS, answer("permessage-deflate, permessage-deflate; server_max_window_bits=" + bits));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "",
        "PerMessage-Deflate",
        "x-webkit-deflate-frame",
        "permessage-deflate; server_max_window_bits",
        "permessage-deflate; server_max_window_bits=14",
        "permessage-deflate; server_max_window_bits=16",
        "permessage-deflate; server_max_window_bits=015",
        "permessage-deflate; client_max_window_bits=7",
        "permessage-deflate; client_max_window_bits=16",
        "permessage-deflate; client_max_window_bits=08",
        "permessage-deflate; client_max_window_bits=x",
        "permessage-deflate; server_no_context_takeover=1",
        "permessage-deflate; client_no_context_takeover=\"true\"",
        "permessage-deflate; client_no_context_takeover; client_no_context_takeover",
        "permessage-deflate; client_max_window_bits; client_max_window_bits=10",
        "permessage-deflate; server_max_window_bits=15; server_max_window_bits=15",
        "permessage-deflate; Client_max_window_bits",
        "permessage-deflate; mux=4"})
    void shouldDeclineWhatCantBeMet(String offers) throws BadOffer {
        assertEquals(null, answer(offers));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
        permessage-deflate;                                | 19
        permessage-deflate; client_max_window_bits=        | 43
        permessage-deflate; =1                             | 20
        permessage-deflate client_max_window_bits          | 19
        permessage-deflate; a="1                           | 24
        permessage-deflate; a=""                           | 24
        permessage-deflate; a="1 5"                        | 24
        permessage-deflate; a="1\\"                        | 25
        permessage-deflate; a="1"5                         | 25
        permessage-deflate/2                               | 18
        ;                                                  | 0
        """)
    void shouldRefuseWhatIsMalformed(String offers, int index) {
        final BadOffer failure = assertThrows(BadOffer.class, () -> answer(offers));
        assertTrue(failure.getMessage().contains("at character " + (index + 1) + ";"), failure::getMessage);
        assertThrows(BadOffer.class, () -> answer("permessage-deflate", offers));
    }

    @Test
    void shouldReadSeveralFieldsAsOne() throws BadOffer {
        assertEquals(null, answer());
        assertEquals(TERMS, answer("permessage-deflate; server_max_window_bits=9", "permessage-deflate"));
    }

    @Test
    void shouldAnswerOrRefuseWhateverComes() {
        final long seed = System.nanoTime();
        System.out.println("DeflateAnswerTest seed " + seed);
        final Random random = new Random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            final StringBuilder text = new StringBuilder(random.nextBoolean() ? "permessage-deflate" : "");
            for (int j = random.nextInt(20); j > 0; j--) {
                text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
            }
            try {
                final String answer = answer(text.toString());
                assertTrue(answer == null || answer.startsWith(TERMS), () -> text + " was answered with " + answer);
            } catch (final BadOffer e) {
                assertTrue(e.getMessage().contains("at character "), e::getMessage);
            }
        }
    }
}
