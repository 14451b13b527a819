/** Micro-benchmarks of what each tick passes through: time and allocation of one operation. */
package io.tickwire.benchmarks.micro;
