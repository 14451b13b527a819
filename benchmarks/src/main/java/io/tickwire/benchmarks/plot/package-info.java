/** Plots as SVG inside HTML; know nothing of benchmarks. */
package io.tickwire.benchmarks.plot;
