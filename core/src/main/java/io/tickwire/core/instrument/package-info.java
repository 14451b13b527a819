/** Instruments: names, ids, exponents, patterns of names, exact decimals. */
package io.tickwire.core.instrument;
