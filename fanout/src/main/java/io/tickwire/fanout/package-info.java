/** Fan-out: subscriptions, live pass, catch-up pass, conflation, snapshots. It knows frames, not WebSocket. */
package io.tickwire.fanout;
