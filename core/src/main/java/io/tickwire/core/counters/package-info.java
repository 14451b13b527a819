/** Counters and the error log: in mapped files, so that another process can read them, also after a crash. */
package io.tickwire.core.counters;
