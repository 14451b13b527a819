package io.tickwire.client;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Where a client connects to: the address that it was given, its own; and, after a server stopped and named others,
 * each of those once before, as far as the user allows it. Once another server has served it, the client stays there
 * and, when it loses that one, tries it and its own by turns. Client's thread only.
 */
final class Route {
    private final URI own;
    private final FollowHosts allowed;
    private final SplittableRandom random;
    private final ArrayDeque<URI> ahead = new ArrayDeque<>();
    private URI target;
    /** The last one that sent frames. */
    private URI proven;
    private boolean isServed;
    private boolean isTrial;

    Route(URI own, List<String> followHosts, SplittableRandom random) {
        this.own = own;
        this.allowed = new FollowHosts(followHosts);
        this.random = random;
        target = own;
        proven = own;
    }

    /** Where the present or the last attempt goes. */
    URI target() {
        return target;
    }

    /**
     * Whether the target was named by a server and has sent no frame yet. What it refuses is not the last word then:
     * the next one may see it otherwise.
     */
    boolean isTrial() {
        return isTrial;
    }

    /** Where the next attempt goes. */
    URI next() {
        final URI named = ahead.poll();
        isTrial = named != null;
        if (isTrial) {
            target = named;
        } else if (!isServed) {
            target = target.equals(proven) ? own : proven;
        }
        isServed = false;
        return target;
    }

    /** A frame came from the target. */
    void served() {
        if (!isServed) {
            isServed = true;
            isTrial = false;
            proven = target;
            ahead.clear();
        }
    }

    /**
     * The target stops, and names others. One of them is never without TLS where the own address is with it.
     *
     * @param addresses ws or wss, in any order
     */
    void named(List<String> addresses) {
        final List<URI> open = new ArrayList<>(addresses.stream().map(URI::create).distinct().filter(this::isOpen)
            .toList());
        ahead.clear();
        while (!open.isEmpty()) {
            ahead.add(open.remove(random.nextInt(open.size())));
        }
    }

    private boolean isOpen(URI address) {
        return !address.equals(target) && (address.equals(own)
            || (FollowHosts.isTls(address) || !FollowHosts.isTls(own)) && allowed.allow(address));
    }
}
