/** Benchmarks: what the line does, measured from outside of it. */
package io.tickwire.benchmarks;
