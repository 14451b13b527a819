package io.tickwire.config;

import java.nio.file.Path;

/**
 * Where ticks come in.
 *
 * @param embeddedDriver  whether the server runs a media driver in its own process
 * @param directory       directory of the media driver; null: an embedded driver makes a new one, and an external one
 *                        is looked for in Aeron's default place
 * @param channel         Aeron channel of the feed
 * @param streamId        Aeron stream of the feed
 * @param fragmentLimit   most messages taken from Aeron in one duty cycle, 1 to 10,000
 */
public record AeronConfig(boolean embeddedDriver, Path directory, String channel, int streamId, int fragmentLimit) {
}
