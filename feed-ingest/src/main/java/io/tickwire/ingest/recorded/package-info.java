/** Feed handlers for recorded files: Binance recorder lines, Nasdaq ITCH 5.0, Lean CSV. */
package io.tickwire.ingest.recorded;
