/** The server: the whole line in one visible method, and what operates it. */
package io.tickwire.server;
