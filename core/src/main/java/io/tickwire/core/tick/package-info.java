/** The tick, and the ring in which ticks travel from ingest to the journal and to fan-out. */
package io.tickwire.core.tick;
