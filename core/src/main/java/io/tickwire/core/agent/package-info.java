/** How the server's threads run: dedicated, shared, or stepped by hand. */
package io.tickwire.core.agent;
