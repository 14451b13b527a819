/** Aeron in: check and number what feed handlers publish; the library with which they publish it. */
package io.tickwire.ingest;
