/** Where a tick's time goes: when sampled ticks pass each stage. */
package io.tickwire.core.stage;
