/** Clients of the load generator: as lean as can be, so that servers are measured and not their clients. */
package io.tickwire.benchmarks.load;
