package io.tickwire.journal;

import java.nio.file.Path;

/** A child process of a test: appends, says how far it is, and ends only by being killed. */
final class AppendUntilKilled {
    private AppendUntilKilled() {
    }

    public static void main(String[] args) throws Exception {
        try (JournalFixture fixture = new JournalFixture(Path.of(args[0]), 4096, 300)) {
            long reportAt = 0;
            while (true) {
                for (int i = 0; i < 100; i++) {
                    fixture.publish();
                }
                fixture.agent.doWork();
                fixture.timeNs += 100_000_000;
                if (fixture.journal.lastSequence() >= reportAt) {
                    System.out.println(fixture.journal.lastSequence());
                    reportAt = fixture.journal.lastSequence() + 2000;
                }
            }
        }
    }
}
