package io.tickwire.core.jcstress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A slot that is written anew while it is read: whole or lapped, and for ever lapped after that. */
@JCStressTest
@Outcome(id = {"1, 1", "1, -1", "-1, -1"}, expect = Expect.ACCEPTABLE, desc = "whole, then lapped")
@Outcome(expect = Expect.FORBIDDEN, desc = "torn, empty, or back again")
@State
public class Lapping extends RingFixture {
    /** Two ticks fill the ring. */
    public Lapping() {
        publish();
        publish();
    }

    /** The writer. */
    @Actor
    public void writer() {
        publish();
    }

    /**
     * A reader.
     *
     * @param result two answers for the tick that is lapped
     */
    @Actor
    public void reader(II_Result result) {
        result.r1 = read(1);
        result.r2 = read(1);
    }
}
