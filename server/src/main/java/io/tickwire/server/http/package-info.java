/** HTTP beside the line: the web page, health and metrics. Off the hot path; reads counters only. */
package io.tickwire.server.http;
