/** MXBeans over the counters, {@code io.tickwire:type=Ingest}, {@code Journal}, {@code Fanout}, {@code Gateway}. */
package io.tickwire.server.jmx;
