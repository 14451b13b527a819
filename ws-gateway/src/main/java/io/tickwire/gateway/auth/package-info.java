/**
 * Who may connect, and see what: checks tokens (JWT), and keeps key, revocations and entitlements as their files are.
 * All use of jose4j is in this package. Nothing here touches a connection; one thread.
 */
package io.tickwire.gateway.auth;
