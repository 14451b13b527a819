/** The server's configuration: typed, immutable, checked whole before the first resource opens. */
package io.tickwire.config;
