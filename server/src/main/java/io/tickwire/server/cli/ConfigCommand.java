package io.tickwire.server.cli;

import io.tickwire.config.ConfigDocument;
import io.tickwire.config.LoadedConfig;
import io.tickwire.config.Setting;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;

/** {@code config}: check it, show it, explain it. */
@Command(name = "config", description = "Check, show and explain the configuration.",
    synopsisSubcommandLabel = "COMMAND")
final class ConfigCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "missing command after config");
    }

    @Command(name = "check", description = "Check the configuration and report every error.")
    void check(@Mixin ConfigOptions options) {
        options.load();
        out().println("the configuration is good");
    }

    @Command(name = "print", description = "Show the value of every key and where it comes from.")
    void print(@Mixin ConfigOptions options) {
        final LoadedConfig loaded = options.load();
        final int width = loaded.settings().stream().mapToInt(setting -> setting.line().length()).max().orElse(0);
        for (final Setting setting : loaded.settings()) {
            out().printf("%-" + width + "s  # %s%n", setting.line(), setting.origin());
        }
    }

    @Command(name = "defaults", description = "Show a configuration file with every key, its meaning and default.")
    void defaults() {
        ConfigDocument.defaults().forEach(out()::println);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
