/** Other servers, measured as tickwire is: the same messages, rates, subscribers and load generator. */
package io.tickwire.benchmarks.peers;
