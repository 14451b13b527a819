package io.tickwire.ingest;

import io.tickwire.core.counters.CounterFile;
import io.tickwire.core.counters.CounterId;
import org.agrona.concurrent.status.AtomicCounter;

/** The counters of ingest. Written by the ingest thread only, read by anyone. */
final class IngestCounters {
    private final AtomicCounter messages;
    private final AtomicCounter ticks;
    private final AtomicCounter backPressure;
    private final AtomicCounter gaps;
    private final AtomicCounter duplicates;
    private final AtomicCounter instruments;
    private final AtomicCounter[] refusals = new AtomicCounter[Refusal.values().length];

    IngestCounters(CounterFile file) {
        messages = file.counter(CounterId.INGEST_MESSAGES);
        ticks = file.counter(CounterId.INGEST_TICKS);
        backPressure = file.counter(CounterId.INGEST_BACK_PRESSURE);
        gaps = file.counter(CounterId.INGEST_SOURCE_GAPS);
        duplicates = file.counter(CounterId.INGEST_SOURCE_DUPLICATES);
        instruments = file.counter(CounterId.INGEST_INSTRUMENTS);
        for (final Refusal refusal : Refusal.values()) {
            refusals[refusal.ordinal()] = file.counter(refusal.counterId());
        }
    }

    void onMessage() {
        messages.incrementRelease();
    }

    void onTick() {
        ticks.incrementRelease();
    }

    void onRingFull() {
        backPressure.incrementRelease();
    }

    void onDuplicate() {
        duplicates.incrementRelease();
    }

    void onRefusal(Refusal refusal) {
        refusals[refusal.ordinal()].incrementRelease();
    }

    void onMissing(long count) {
        if (count > 0) {
            gaps.getAndAddRelease(count);
        }
    }

    void instruments(int count) {
        instruments.setRelease(count);
    }
}
