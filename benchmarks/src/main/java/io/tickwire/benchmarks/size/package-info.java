/** How many bytes a tick takes on the wire, here and elsewhere. */
package io.tickwire.benchmarks.size;
