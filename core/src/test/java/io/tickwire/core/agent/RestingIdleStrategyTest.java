package io.tickwire.core.agent;

import org.agrona.concurrent.IdleStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;

@Timeout(10)
class RestingIdleStrategyTest {
    private static final long REST_NS = 2_000_000;

    private final List<String> calls = new ArrayList<>();
    private final RestingIdleStrategy strategy = new RestingIdleStrategy(new RecordingStrategy(), 1_000,
        REST_NS, ns -> calls.add("rest " + ns));

    private final class RecordingStrategy implements IdleStrategy {
        @Override
        public void idle(int workCount) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void idle() {
            calls.add("back off");
        }

        @Override
        public void reset() {
            calls.add("reset");
        }
    }

    private void idle(int times) {
        for (int i = 0; i < times; i++) {
            strategy.idle(0);
        }
    }

    @Test
    void shouldBackOffWhileThereWasWorkALittleAgo() {
        idle(1_000);

        assertEquals(List.of("back off"), calls.stream().distinct().toList());
    }

    @Test
    void shouldRestAfterALongSilence() {
        idle(1_000);
        calls.clear();
        idle(3);

        assertEquals(List.of("rest 2000000", "rest 2000000", "rest 2000000"), calls);
    }

    @Test
    void shouldBackOffFromTheBeginningAfterWork() {
        idle(1_002);
        calls.clear();
        strategy.idle(1);
        strategy.idle(1);
        strategy.idle(0);

        assertEquals(List.of("reset", "back off"), calls);
    }

    @Test
    void shouldRestFourTimesAsLongAfterAVeryLongSilence() {
        idle(1_499);
        calls.clear();
        idle(3);

        assertEquals(List.of("rest 2000000", "rest 8000000", "rest 8000000"), calls);
    }

    /** Each time there are 1,000 idles, then so many rests. */
    private List<String> restsAfterASilenceWithWorkAfterEach(int rests) {
        idle(2_000);
        calls.clear();
        for (int i = 0; i < 200; i++) {
            strategy.idle(1);
            idle(1_000 + rests);
        }
        return calls.stream().skip(calls.size() - rests).distinct().toList();
    }

    @Test
    void shouldGoOnRestingLongWhileWorkIsRare() {
        assertEquals(List.of("rest 8000000"), restsAfterASilenceWithWorkAfterEach(7));
    }

    @Test
    void shouldRestShorterAgainOnceWorkIsFrequent() {
        assertEquals(List.of("rest 2000000"), restsAfterASilenceWithWorkAfterEach(5));
    }
}
