/** The command line: one class a command, put together in {@link io.tickwire.server.cli.TickwireCommand}. */
package io.tickwire.server.cli;
