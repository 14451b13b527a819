/** What a benchmark found, and whether it may be believed: text, JSON, latency distributions. */
package io.tickwire.benchmarks.report;
