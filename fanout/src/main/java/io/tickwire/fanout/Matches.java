package io.tickwire.fanout;

import io.tickwire.core.instrument.Instrument;

import java.util.List;
import java.util.stream.Stream;

/**
 * What the patterns of a request match now.
 *
 * @param instruments what is served
 * @param unknown     patterns without a wildcard that match nothing yet
 * @param refused     patterns without a wildcard whose instrument, should there be one, the connection may not have;
 *                    they are not subscribed
 * @param narrowed    patterns that match instruments which the connection may not have; the others are served
 */
public record Matches(List<Instrument> instruments, List<String> unknown, List<String> refused,
                      List<String> narrowed) {
    /**
     * All patterns that the rights cut down.
     *
     * @return the refused ones, then the narrowed ones
     */
    public List<String> notEntitled() {
        return Stream.concat(refused.stream(), narrowed.stream()).toList();
    }
}
