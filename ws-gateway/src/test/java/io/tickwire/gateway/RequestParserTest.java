package io.tickwire.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.tickwire.core.instrument.SymbolPattern;
import io.tickwire.fanout.DeliveryMode;
import io.tickwire.fanout.Rights;
import io.tickwire.fanout.SubscriberRequest;
import io.tickwire.fanout.SubscriberRequest.ChangeMode;
import io.tickwire.fanout.SubscriberRequest.Resume;
import io.tickwire.fanout.SubscriberRequest.ResumeSince;
import io.tickwire.fanout.SubscriberRequest.Subscribe;
import io.tickwire.fanout.SubscriberRequest.Unsubscribe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(30)
final class RequestParserTest {
    private static final Rights RIGHTS = new Rights(patterns("BTC*"));
    private static final ClientRights CLIENT =
        new ClientRights(RIGHTS, EnumSet.allOf(DeliveryMode.class), 0);

    private final RequestParser parser = new RequestParser(3);

    private SubscriberRequest read(String text) throws BadRequest {
        final JsonNode request = parser.object(text.replace('\'', '"'));
        return parser.request(parser.op(request), parser.id(request), request, CLIENT);
    }

    private static List<SymbolPattern> patterns(String... texts) {
        return List.of(texts).stream().map(SymbolPattern::parse).toList();
    }

    @Test
    void shouldReadEveryRequest() throws BadRequest {
        assertEquals(new Subscribe("1", patterns("BTC*", "IBM@Q"), DeliveryMode.ALL, 0, RIGHTS),
            read("{'op':'subscribe','id':1,'symbols':['BTC*','IBM@Q'],'mode':'all'}"));
        assertEquals(new Subscribe("\"a\"", patterns("*"), DeliveryMode.CONFLATED, 1_000, RIGHTS),
            read("{'op':'subscribe','id':'a','symbols':['*'],'mode':'conflated','maxRate':1000,'new':{}}"));
        assertEquals(new Unsubscribe(null, patterns("*")), read("{'op':'unsubscribe','symbols':['*']}"));
        assertEquals(new Unsubscribe(null, List.of()), read("{'op':'unsubscribe'}"));
        assertEquals(new ChangeMode(null, DeliveryMode.CONFLATED, 1),
            read("{'op':'mode','mode':'conflated','maxRate':1}"));
        assertEquals(new Resume(null, 0xF8C2_A6F3_B1E0_D4A7L, Long.MAX_VALUE, patterns("*"), DeliveryMode.ALL, 0,
            RIGHTS),
            read("{'op':'resume','epoch':'F8c2a6f3b1e0d4a7','position':9223372036854775807,'symbols':['*']}"));
        assertEquals(new ResumeSince(null, 1_700_000_000_000_000_001L, patterns("*"), DeliveryMode.TRADE_SAFE, 5,
            RIGHTS), read(
            "{'op':'resume','time':'2023-11-14T22:13:20.000000001Z','symbols':['*'],'mode':'trade-safe','maxRate':5}"));
        assertEquals(new ResumeSince(null, 1_700_000_000_000_000_001L, patterns("*"), DeliveryMode.ALL, 0, RIGHTS),
            read("{'op':'resume','time':1700000000000000001,'symbols':['*']}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
        "hello|BAD_JSON|not JSON", "[1]|BAD_JSON|JSON object", "7|BAD_JSON|JSON object", "{|BAD_JSON|not JSON",
        "{} {}|BAD_JSON|not JSON", "{'op':'a','op':'b'}|BAD_JSON|Duplicate", "{'op':NaN}|BAD_JSON|not JSON",
        "{}|BAD_REQUEST|op is missing", "{'op':7}|BAD_REQUEST|op is missing",
        "{'op':'buy'}|UNKNOWN_OP|use subscribe, unsubscribe, mode, resume, ping or auth",
        "{'op':'subscribe','id':[1],'symbols':['*']}|BAD_REQUEST|id must be",
        "{'op':'subscribe','id':true,'symbols':['*']}|BAD_REQUEST|id must be",
        "{'op':'subscribe'}|BAD_REQUEST|symbols must be a list", "{'op':'subscribe','symbols':'*'}|BAD_REQUEST|list",
        "{'op':'subscribe','symbols':[]}|BAD_REQUEST|symbols must be a list",
        "{'op':'unsubscribe','symbols':[]}|BAD_REQUEST|symbols must be a list",
        "{'op':'subscribe','symbols':[5]}|BAD_REQUEST|symbols must be texts",
        "{'op':'subscribe','symbols':['']}|BAD_SYMBOL|must not be empty",
        "{'op':'subscribe','symbols':['A@B@C']}|BAD_SYMBOL|more than one",
        "{'op':'subscribe','symbols':['A\u20acB']}|BAD_SYMBOL|character at 2",
        "{'op':'subscribe','symbols':['A','B','C','D']}|TOO_MANY_SYMBOLS|at most 3 symbols, this message has 4",
        "{'op':'subscribe','symbols':['*'],'mode':'fast'}|UNKNOWN_MODE|use all, conflated or trade-safe",
        "{'op':'subscribe','symbols':['*'],'mode':null}|UNKNOWN_MODE|use all, conflated or trade-safe",
        "{'op':'mode'}|BAD_REQUEST|mode is missing",
        "{'op':'mode','mode':1}|UNKNOWN_MODE|use all, conflated or trade-safe",
        "{'op':'mode','mode':'conflated','maxRate':0}|BAD_REQUEST|from 1 to 1000",
        "{'op':'mode','mode':'conflated','maxRate':1001}|BAD_REQUEST|from 1 to 1000",
        "{'op':'mode','mode':'conflated','maxRate':'4'}|BAD_REQUEST|from 1 to 1000",
        "{'op':'mode','mode':'conflated','maxRate':1.5}|BAD_REQUEST|from 1 to 1000",
        "{'op':'resume','position':1,'symbols':['*']}|BAD_REQUEST|16 hexadecimal digits",
        "{'op':'resume','epoch':'1','position':1,'symbols':['*']}|BAD_REQUEST|16 hexadecimal digits",
        "{'op':'resume','epoch':'18c2a6f3b1e0d4a7','symbols':['*']}|BAD_REQUEST|position must be",
        "{'op':'resume','time':1,'position':1,'symbols':['*']}|BAD_REQUEST|either epoch and position, or time",
        "{'op':'resume','time':-1,'symbols':['*']}|BAD_REQUEST|time must be",
        "{'op':'resume','time':1.5,'symbols':['*']}|BAD_REQUEST|time must be",
        "{'op':'resume','time':null,'symbols':['*']}|BAD_REQUEST|time must be a text such as",
        "{'op':'resume','time':'yesterday','symbols':['*']}|BAD_REQUEST|time must be a text such as",
        "{'op':'resume','time':'+999999999-12-31T00:00:00Z','symbols':['*']}|BAD_REQUEST|time must be a text such as",
        "{'op':'resume','epoch':'18c2a6f3b1e0d4a7','position':-1,'symbols':['*']}|BAD_REQUEST|position must be",
        "{'op':'resume','epoch':'18c2a6f3b1e0d4a7','position':1.0,'symbols':['*']}|BAD_REQUEST|position must be",
        "{'op':'resume','epoch':'18c2a6f3b1e0d4a7','position':9223372036854775808,'symbols':['*']}|BAD_REQUEST|positi",
    })
    void shouldSayWhatIsWrong(String text, String code, String part) {
        final BadRequest refusal = assertThrows(BadRequest.class, () -> read(text));
        assertEquals(ErrorCode.valueOf(code), refusal.code(), refusal.getMessage());
        assertTrue(refusal.getMessage().contains(part), refusal.getMessage());
    }

    @Test
    void shouldRefuseDeepNestingAndRepeatOnlyAPiece() {
        final BadRequest deep = assertThrows(BadRequest.class, () -> read("[".repeat(10_000)));
        assertEquals(ErrorCode.BAD_JSON, deep.code());
        final BadRequest ten = assertThrows(BadRequest.class, () -> read("{'op':'subscribe','symbols':["
            + IntStream.range(0, 10_000).mapToObj(i -> "'A" + i + "'").collect(Collectors.joining(",")) + "]}"));
        assertEquals(ErrorCode.TOO_MANY_SYMBOLS, ten.code());
        final BadRequest op = assertThrows(BadRequest.class, () -> read("{'op':'" + "x\\u0007".repeat(9_000) + "'}"));
        assertTrue(op.getMessage().length() < 200, "no more than a piece of it: " + op.getMessage().length());
        assertTrue(op.getMessage().chars().noneMatch(Character::isISOControl));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {"1|1", "-7|-7", "'a'|\"a\"", "0.5|0.5",
        "1e400|1E+400", "18446744073709551616.25|18446744073709551616.25", "'\\u0022'|\"\\\"\"",
        "'\\u20ac'|\"\\u20AC\"", "'\\ud83d\\ude00'|\"\\uD83D\\uDE00\"", "'\\ud800'|\"\\uD800\""})
    void shouldGiveTheIdBackAsJsonThatCanBeWritten(String id, String expected) throws BadRequest {
        final String read = parser.id(parser.object("{\"id\":" + id.replace('\'', '"') + "}"));
        assertEquals(expected, read);
        final byte[] answer = Answers.message("pong", read, json -> { }).array();
        assertTrue(new String(answer, StandardCharsets.UTF_8).endsWith("\"id\":" + read + "}"));
    }

    @Test
    void shouldTakeNoIdForNullAndLimitItsLength() throws BadRequest {
        assertNull(parser.id(parser.object("{}")));
        assertNull(parser.id(parser.object("{\"id\":null}")));
        final String longest = "x".repeat(64);
        assertEquals("\"" + longest + "\"", parser.id(parser.object("{\"id\":\"" + longest + "\"}")));
        assertThrows(BadRequest.class, () -> parser.id(parser.object("{\"id\":\"" + longest + "x\"}")));
        assertThrows(BadRequest.class, () -> parser.id(parser.object("{\"id\":" + "9".repeat(65) + "}")));
    }
}
