package io.tickwire.client;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Where a client goes after a server has named others. */
@Timeout(30)
final class RouteTest {
    private static final String OWN = "wss://a.example:8800";
    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);

    RouteTest() {
        System.out.println("seed " + seed);
    }

    private Route served(String own, String... followHosts) {
        final Route route = new Route(URI.create(own), List.of(followHosts), random);
        assertEquals(own, route.next().toString());
        route.served();
        return route;
    }

    private static List<String> next(Route route, int count) {
        final List<String> tried = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            tried.add(route.next().toString());
        }
        return tried;
    }

    @Test
    void shouldTryEachOfTheOthersOnceInRandomOrderThenItsOwn() {
        final List<String> others = List.of("wss://b.example/feed", "wss://c.example", "wss://d.example:1");
        final Set<List<String>> orders = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            final Route route = served(OWN, "*.example");
            route.named(List.of(others.get(0), others.get(1), OWN, others.get(2), others.get(0)));
            final List<String> tried = next(route, 5);
            assertEquals(others, tried.subList(0, 3).stream().sorted().toList());
            assertEquals(List.of(OWN, OWN), tried.subList(3, 5));
            orders.add(tried);
        }
        assertEquals(6, orders.size(), "orders in 100 attempts");
    }

    @Test
    void shouldStayWhereItIsServedAndTryBothWhenThatIsLost() {
        final Route route = served(OWN, "b.example", "c.example");
        route.named(List.of("wss://b.example", "wss://c.example"));
        final String first = route.next().toString();
        assertTrue(route.isTrial());
        route.served();
        assertFalse(route.isTrial());
        assertEquals(List.of(first, OWN, first, OWN), next(route, 4));
        route.served();
        assertEquals(List.of(OWN, OWN), next(route, 2), "back at its own, the other is forgotten");
    }

    @Test
    void shouldGoBackToItsOwnThatAnotherNames() {
        final Route route = served(OWN, "b.example");
        route.named(List.of("wss://b.example"));
        route.next();
        route.served();
        route.named(List.of("wss://b.example", OWN));
        assertEquals(List.of(OWN), next(route, 1));
        assertTrue(route.isTrial());
    }

    @ParameterizedTest
    @CsvSource({"wss://a,b.example,wss://b.example", "wss://a,b.example,wss://b.example:8801/x",
        "wss://a,b.example:443,wss://b.example", "ws://a,b.example:80,ws://b.example",
        "ws://a,b.example,wss://b.example", "wss://a,B.Example,WSS://b.eXAMPLE", "wss://a,*.example,wss://b.c.example",
        "wss://a,*.example:1,wss://b.example:1",
        "ws://a,[2001:db8::1],ws://[2001:DB8::1]:7", "ws://a,[::1]:7,ws://[::1]:7", "ws://a,10.0.0.2,ws://10.0.0.2:1"})
    void shouldGoWhereItMay(String own, String followHost, String address) {
        final Route route = served(own, followHost);
        route.named(List.of(address));
        assertEquals(List.of(address, own), next(route, 2));
    }

    @ParameterizedTest
    @CsvSource({"wss://a,b.example,ws://b.example", "wss://a,b.example,wss://b.example.org",
        "wss://a,b.example,wss://xb.example", "wss://a,b.example,wss://b.example@c.org",
        "wss://a,*.example,wss://example",
        "wss://a,b.example:443,wss://b.example:444", "wss://a,b.example:443,ws://b.example:443",
        "wss://a,a,wss://a", "wss://a,*.example:1,wss://b.example:11", "wss://a,c,wss://a:8801"})
    void shouldGoNowhereElse(String own, String followHost, String address) {
        final Route route = served(own, followHost);
        route.named(List.of(address));
        assertEquals(List.of(own, own), next(route, 2));
        assertFalse(route.isTrial());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "ws://b.example", "b.example/", "b.*.example", "b.example:", "b:123456", "::1",
        "a b"})
    void shouldSayWhatAHostMustBe(String host) {
        final ClientConfig.Builder config = ClientConfig.builder().followHosts(host);
        final IllegalArgumentException failure = assertThrows(IllegalArgumentException.class, config::build);
        assertTrue(failure.getMessage().startsWith("a host to follow to must be like b.example"), failure.getMessage());
    }
}
