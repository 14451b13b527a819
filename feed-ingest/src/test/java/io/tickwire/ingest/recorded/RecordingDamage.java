package io.tickwire.ingest.recorded;

import java.util.ArrayList;
import java.util.List;

/** Records what was reported as damaged. */
final class RecordingDamage implements DamageListener {
    final List<Long> offsets = new ArrayList<>();
    final List<String> reasons = new ArrayList<>();
    final List<String> files = new ArrayList<>();

    @Override
    public void onDamage(String file, long offset, String reason) {
        files.add(file);
        offsets.add(offset);
        reasons.add(reason);
    }

    int count() {
        return reasons.size();
    }
}
