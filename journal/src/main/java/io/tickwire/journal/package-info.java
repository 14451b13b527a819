/** The journal: append, find, read and recover ticks. All use of Chronicle Queue is in this package. */
package io.tickwire.journal;
