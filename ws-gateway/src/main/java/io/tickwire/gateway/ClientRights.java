package io.tickwire.gateway;

import io.tickwire.fanout.DeliveryMode;
import io.tickwire.fanout.Rights;
import io.tickwire.gateway.auth.Entitlement;
import io.tickwire.gateway.auth.Grant;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a client's requests may ask for.
 *
 * @param instruments which instruments
 * @param modes       how they may be delivered
 * @param maxRate     most frames a second in modes with a rate; 0 for no limit
 */
record ClientRights(Rights instruments, Set<DeliveryMode> modes, int maxRate) {
    /** Of everyone, where there are no tokens. */
    static final ClientRights ALL = new ClientRights(Rights.ALL, Set.of(DeliveryMode.values()), 0);

    /** What a grant gives; null is for a server without tokens. */
    static ClientRights of(Grant grant) {
        if (grant == null) {
            return ALL;
        }
        final Entitlement entitlement = grant.entitlement();
        return new ClientRights(new Rights(entitlement.symbols()), entitlement.modes(), entitlement.maxRate());
    }

    /** Check a mode that is asked for. */
    DeliveryMode allowed(DeliveryMode mode) throws BadRequest {
        if (!modes.contains(mode)) {
            throw new BadRequest(ErrorCode.NOT_ENTITLED, "you have no right to mode " + mode.text() + "; "
                + (modes.isEmpty() ? "nor to any other" : "use " + modes.stream().map(DeliveryMode::text)
                .collect(Collectors.toCollection(TreeSet::new)).stream().collect(Collectors.joining(" or "))));
        }
        return mode;
    }

    /** The rate that is served when one is asked for; 0 is the default. */
    int allowed(int rate) {
        return maxRate == 0 ? rate : Math.min(maxRate, rate == 0 ? DeliveryMode.DEFAULT_MAX_RATE : rate);
    }
}
