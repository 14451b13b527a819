package io.tickwire.server.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tickwire token keys|mint}: makes keys, and the tokens that clients show. */
@Command(name = "token", description = "Make keys for authentication, and the tokens that clients show.",
    synopsisSubcommandLabel = "COMMAND", subcommands = {TokenKeysCommand.class, TokenMintCommand.class})
final class TokenCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: keys or mint");
    }
}
