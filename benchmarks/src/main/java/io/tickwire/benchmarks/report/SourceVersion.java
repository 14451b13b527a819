package io.tickwire.benchmarks.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Which tickwire is measured. */
final class SourceVersion {
    private static final long GIT_TIMEOUT_S = 5;

    /** The version, and the commit if it runs out of a clone. */
    String text() {
        final String version = SourceVersion.class.getPackage().getImplementationVersion();
        final String commit = commit();
        return (version == null ? "version not known" : version)
            + (commit.isEmpty() ? "" : ", commit " + commit);
    }

    private static String commit() {
        final String home = System.getProperty("tickwire.home");
        if (home == null) {
            return "";
        }
        try {
            final Process git = new ProcessBuilder("git", "-C", home, "describe", "--always", "--dirty", "--abbrev=12",
                "--exclude=*").redirectError(ProcessBuilder.Redirect.DISCARD).start();
            git.getOutputStream().close();
            if (!git.waitFor(GIT_TIMEOUT_S, TimeUnit.SECONDS)) {
                git.destroyForcibly();
                return "";
            }
            return git.exitValue() == 0
                ? new String(git.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip() : "";
        } catch (final IOException e) {
            // There is no git: then the version has to do.
            return "";
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
