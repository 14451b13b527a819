package io.tickwire.server.cli;

import picocli.CommandLine.IVersionProvider;

/** The version, from the jar's manifest. */
final class VersionText implements IVersionProvider {
    @Override
    public String[] getVersion() {
        final String version = VersionText.class.getPackage().getImplementationVersion();
        return new String[] {
            "tickwire " + (version == null ? "(not from a jar)" : version),
            "Java " + Runtime.version()
        };
    }
}
