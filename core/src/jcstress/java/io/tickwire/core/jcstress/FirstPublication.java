package io.tickwire.core.jcstress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IJ_Result;

/** A tick that is published for the first time, in a ring that is not lapped: it comes whole, and is never lapped. */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "not there yet")
@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "slot first, cursor after")
@Outcome(id = {"0, 1", "1, 1"}, expect = Expect.ACCEPTABLE, desc = "published")
@Outcome(expect = Expect.FORBIDDEN, desc = "torn, or called lapped")
@State
public class FirstPublication extends RingFixture {
    /** The writer. */
    @Actor
    public void writer() {
        publish();
    }

    /**
     * A reader.
     *
     * @param result the slot's answer, then the cursor's, which a slot read before may not yet know
     */
    @Actor
    public void reader(IJ_Result result) {
        result.r1 = read(1);
        result.r2 = ring.published();
    }
}
