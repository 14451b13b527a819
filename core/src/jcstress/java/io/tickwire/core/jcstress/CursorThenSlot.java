package io.tickwire.core.jcstress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JI_Result;

/** Once the cursor counts a tick, its slot can be read. */
@JCStressTest
@Outcome(id = {"0, 0", "0, 1", "1, 1"}, expect = Expect.ACCEPTABLE, desc = "the slot is not behind the cursor")
@Outcome(expect = Expect.FORBIDDEN, desc = "published but not readable, torn or called lapped")
@State
public class CursorThenSlot extends RingFixture {
    /** The writer. */
    @Actor
    public void writer() {
        publish();
    }

    /**
     * A reader.
     *
     * @param result the cursor, then the slot's answer
     */
    @Actor
    public void reader(JI_Result result) {
        result.r1 = ring.published();
        result.r2 = read(1);
    }
}
