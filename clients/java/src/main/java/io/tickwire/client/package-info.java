/**
 * The Java client: connects to a server over WebSocket, decodes the frames of {@code tickwire.v1} without allocating
 * per tick, proves that nothing was left out, and reconnects and resumes by itself.
 */
package io.tickwire.client;
