package io.tickwire.gateway;

import io.tickwire.core.instrument.Instrument;
import io.tickwire.fanout.DeliveryMode;
import io.tickwire.fanout.Matches;
import io.tickwire.fanout.ResetReason;
import io.tickwire.fanout.SinkDriver;
import io.tickwire.fanout.SubscriberRequest;
import io.tickwire.fanout.SubscriberSink;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One connection that speaks {@code tickwire.v1}: fan-out's way to the subscriber. The methods of
 * {@link SubscriberSink} run on the fan-out thread that owns it.
 */
final class Session implements SubscriberSink {
    private final Outbound outbound;
    private final int fanoutIndex;
    private final SendBuffer sendBuffer;
    private final AuditTrail trail;

    Session(Outbound outbound, int fanoutIndex, SendBuffer sendBuffer, AuditTrail trail) {
        this.outbound = outbound;
        this.sendBuffer = sendBuffer;
        this.trail = trail;
        this.fanoutIndex = fanoutIndex;
    }

    /** Which fan-out thread owns it. */
    int fanoutIndex() {
        return fanoutIndex;
    }

    /** What is written down of it. */
    AuditTrail trail() {
        return trail;
    }

    /** The reader's: the kernel's buffer of this connection. */
    SendBuffer sendBuffer() {
        return sendBuffer;
    }

    /** The reader: this request goes to fan-out now. */
    SubscriberRequest sent(SubscriberRequest request) {
        if (request instanceof SubscriberRequest.Subscribe subscribe) {
            trail.mode(subscribe.mode());
        } else if (request instanceof SubscriberRequest.Resuming resume) {
            trail.mode(resume.mode());
        }
        return request;
    }

    /** The reader: the token ends soon. */
    void expiring(long ms) {
        reply(Answers.message("expiring", null, json -> json.writeNumberField("ms", ms)));
    }

    /** Any thread: send a text message that the client can ask for at any time. */
    void reply(ByteBuffer message) {
        outbound.enqueue(message);
    }

    private void send(ByteBuffer message) {
        outbound.enqueueAnswer(message);
    }

    /** Any thread: close with a code and a reason. Not by way of the library, which may be reading just now. */
    void close(CloseCode code, String reason) {
        outbound.close(code, reason);
    }

    @Override
    public boolean isReady() {
        return outbound.isReady();
    }

    @Override
    public boolean offer(ByteBuffer frame) {
        if (!outbound.offer(frame)) {
            return false;
        }
        trail.taken(frame);
        return true;
    }

    @Override
    public void moveTo(SinkDriver driver) {
        outbound.moveTo((GatewayIo) driver);
    }

    @Override
    public void onSubscribed(String requestId, long epoch, long position, int snapshotTicks, Matches matches) {
        send(Answers.message("subscribed", requestId, json -> {
            Answers.writeEpoch(json, epoch);
            json.writeNumberField("position", position);
            json.writeNumberField("snapshot", snapshotTicks);
            Answers.writeMatches(json, matches);
        }));
        sendRest(requestId, matches);
        trail.granted(position, matches.instruments());
    }

    @Override
    public void onInstruments(List<Instrument> instruments) {
        sendInstruments(instruments);
        trail.granted(instruments);
    }

    private void sendInstruments(List<Instrument> instruments) {
        for (int from = 0; from < instruments.size(); from += Answers.INLINE_INSTRUMENT_LIMIT) {
            final List<Instrument> part =
                instruments.subList(from, Math.min(instruments.size(), from + Answers.INLINE_INSTRUMENT_LIMIT));
            send(Answers.message("instruments", null, json -> Answers.writeInstruments(json, part)));
        }
    }

    @Override
    public void onUnsubscribed(String requestId, long position, List<String> remaining) {
        send(Answers.message("unsubscribed", requestId, json -> {
            json.writeNumberField("position", position);
            Answers.writeTexts(json, "symbols", remaining);
        }));
        trail.ended(position, remaining);
    }

    @Override
    public void onModeChanged(String requestId, long position, DeliveryMode mode, int maxRate) {
        send(Answers.message("mode", requestId, json -> {
            json.writeStringField("mode", mode.text());
            if (maxRate > 0) {
                json.writeNumberField("maxRate", maxRate);
            }
            json.writeNumberField("position", position);
        }));
        trail.mode(mode);
    }

    @Override
    public void onResumed(String requestId, long epoch, long from, long head, Matches matches) {
        send(Answers.message("resumed", requestId, json -> {
            Answers.writeEpoch(json, epoch);
            json.writeNumberField("from", from);
            json.writeNumberField("head", head);
            Answers.writeMatches(json, matches);
        }));
        sendRest(requestId, matches);
        trail.granted(from, matches.instruments());
    }

    @Override
    public void onReset(String requestId, ResetReason reason, long epoch, long position, long oldest,
                        int snapshotTicks, Matches matches) {
        send(Answers.message("reset", requestId, json -> {
            json.writeStringField("reason", reason.name());
            Answers.writeEpoch(json, epoch);
            json.writeNumberField("position", position);
            json.writeNumberField("oldest", oldest);
            json.writeNumberField("snapshot", snapshotTicks);
            Answers.writeMatches(json, matches);
        }));
        sendRest(requestId, matches);
        trail.granted(position, matches.instruments());
    }

    @Override
    public void onGap(long from, long through) {
        send(Answers.message("gap", null, json -> {
            json.writeNumberField("from", from);
            json.writeNumberField("through", through);
        }));
    }

    @Override
    public void onSlow(long position, long head, long lagNs) {
        send(Answers.message("slow", null, json -> {
            json.writeNumberField("position", position);
            json.writeNumberField("head", head);
            json.writeNumberField("ticks", head - position);
            json.writeNumberField("ms", TimeUnit.NANOSECONDS.toMillis(lagNs));
        }));
    }

    @Override
    public void onCaughtUp(long position) {
        send(Answers.message("caughtUp", null, json -> json.writeNumberField("position", position)));
    }

    private void sendRest(String requestId, Matches matches) {
        final List<Instrument> instruments = matches.instruments();
        if (instruments.size() > Answers.INLINE_INSTRUMENT_LIMIT) {
            sendInstruments(instruments.subList(Answers.INLINE_INSTRUMENT_LIMIT, instruments.size()));
        }
        if (!matches.unknown().isEmpty()) {
            send(Answers.unknownSymbols(requestId, matches.unknown()));
        }
        if (!matches.refused().isEmpty()) {
            send(Answers.notEntitled(requestId, matches.refused()));
        }
    }

    @Override
    public void onError(String requestId, String code, String message) {
        outbound.io().onRequestError();
        reply(Answers.error(requestId, code, message));
    }

    @Override
    public void onTooFarBehind(long position, long head) {
        close(CloseCode.TOO_FAR_BEHIND, "position " + position + " is " + (head - position)
            + " ticks behind: fanout.lagLimit; resume from it");
    }
}
