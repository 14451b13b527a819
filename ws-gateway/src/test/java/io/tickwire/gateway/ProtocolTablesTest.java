package io.tickwire.gateway;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** What docs/session-protocol.md lists is what the code has, in the same order. */
@Timeout(10)
final class ProtocolTablesTest {
    private static final Path PAGE = Path.of("../docs/session-protocol.md");

    private static List<String> rows(String heading, String row) throws IOException {
        final String page = Files.readString(PAGE);
        final int start = page.indexOf("\n" + heading + "\n");
        assertEquals(true, start >= 0, "heading " + heading);
        final int end = page.indexOf("\n#", start + heading.length());
        return Pattern.compile(row, Pattern.MULTILINE).matcher(page.substring(start, end < 0 ? page.length() : end))
            .results().map(match -> match.group(1) + (match.groupCount() > 1 ? " " + match.group(2) : "")).toList();
    }

    @Test
    void shouldHaveTheCloseCodesOfTheTable() throws IOException {
        assertEquals(Arrays.stream(CloseCode.values()).map(code -> code.code() + " " + code.name()).toList(),
            rows("## Close codes", "^\\| (\\d{4}) \\| `(\\w+)` \\|"));
    }

    @Test
    void shouldHaveTheErrorCodesOfTheTable() throws IOException {
        assertEquals(Arrays.stream(ErrorCode.values()).map(ErrorCode::name).toList(),
            rows("### error", "^\\| `(\\w+)` \\|"));
    }
}
