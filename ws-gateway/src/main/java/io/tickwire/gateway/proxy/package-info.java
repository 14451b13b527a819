/** Whose connection it is: addresses, and what a load balancer says of the client behind it. */
package io.tickwire.gateway.proxy;
