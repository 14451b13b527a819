/** The audit log: who received which instruments when, in files aside. */
package io.tickwire.gateway.audit;
