package io.tickwire.server.cli;

import java.nio.file.Path;

/** What the launcher says of its place and of its terminal, as system properties. */
final class LauncherFiles {
    private static final String HOME = "tickwire.home";
    private static final String TERMINAL = "tickwire.terminal";

    private LauncherFiles() {
    }

    /** A file of the project's folder {@code config}. */
    static Path config(String name) {
        final String home = System.getProperty(HOME);
        if (home == null) {
            throw new IllegalStateException("start it with the launcher ./tickwire, or give the JVM -D" + HOME
                + "= with the project's folder, where config/" + name + " is");
        }
        return Path.of(home, "config", name);
    }

    /** Whether a person sees what goes to standard error. */
    static boolean isTerminal() {
        return Boolean.getBoolean(TERMINAL);
    }
}
