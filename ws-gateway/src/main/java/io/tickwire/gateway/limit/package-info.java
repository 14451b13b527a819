/** How much one client may have, and how much all may: connections, their rate, messages; and from which pages. */
package io.tickwire.gateway.limit;
