package io.tickwire.benchmarks.size;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;

import static org.junit.jupiter.api.Assertions.assertEquals;

@Timeout(30)
class WireFrameTest {
    private final WireFrame frame = new WireFrame();

    @Test
    void shouldCountWhatTheStreamFormatSays() {
        assertEquals(2 + 32 + 36, frame.quotesBytes(1));
        assertEquals(4 + 32 + 10 * 36, frame.quotesBytes(10));
        assertEquals(2 + 32 + 29, frame.tradesBytes(1));
        assertEquals(4 + 32 + 100 * 29, frame.tradesBytes(100));
    }

    @Test
    void shouldFindTheMeanOfEachRecordedVenue() throws IOException {
        final double spot = OtherForm.all().stream()
            .filter(form -> form.name().equals("Binance JSON, spot") && !form.isTrade()).findFirst().orElseThrow()
            .bytes();
        assertEquals(146, spot, 1, "the sample's notes say 146 bytes");
    }
}
