package io.tickwire.benchmarks;

import io.tickwire.benchmarks.report.BenchOptions;
import io.tickwire.benchmarks.report.ReportPage;
import io.tickwire.benchmarks.report.Verdict;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** {@code tickwire bench all}: every benchmark, one after the other, each in a process of its own. */
@Command(name = "all", mixinStandardHelpOptions = true,
    description = "Run every benchmark, one after the other, each in a process of its own, and show all results on one "
        + "page. Goes on if one fails; exits with 1 if one failed or is not valid.")
final class AllCommand implements Callable<Integer> {
    private static final List<String> NOT_MEASURING = List.of("all", "report", "help");

    @Spec
    private CommandSpec spec;

    @Mixin
    private BenchOptions options;

    @Override
    public Integer call() throws IOException {
        final List<CommandLine> benches = benches();
        final Estimate estimate = new Estimate(options.isQuick());
        for (final CommandLine bench : benches) {
            Verdict.read(options.output(), bench.getCommandName()).ifPresent(earlier ->
                estimate.earlier(bench.getCommandName(), earlier));
        }
        final List<BenchRun> runs = new ArrayList<>();
        for (int i = 0; i < benches.size(); i++) {
            System.err.printf("bench all: %d of %d: %s; %s%n", i + 1, benches.size(), benches.get(i).getCommandName(),
                estimate.text(names(benches.subList(i, benches.size()))));
            final BenchRun run = run(benches.get(i));
            estimate.took(run.bench(), run.seconds());
            runs.add(run);
        }
        System.out.printf("%n%-14s %-34s %-16s %8s%n", "benchmark", "figures", "targets reached", "took");
        runs.forEach(run -> System.out.println(run.text()));
        if (Files.isDirectory(options.output())) {
            System.out.println("all results: " + ReportPage.write(options.output()));
        }
        return runs.stream().allMatch(BenchRun::isGood) ? 0 : 1;
    }

    private List<CommandLine> benches() {
        return spec.parent().subcommands().values().stream().distinct()
            .filter(command -> !NOT_MEASURING.contains(command.getCommandName())).toList();
    }

    private static List<String> names(List<CommandLine> benches) {
        return benches.stream().map(CommandLine::getCommandName).toList();
    }

    private BenchRun run(CommandLine bench) throws IOException {
        final String name = bench.getCommandName();
        final List<String> arguments = new ArrayList<>(List.of(name, "--output", options.output().toString()));
        if (options.isQuick() && bench.getCommandSpec().findOption("--quick") != null) {
            arguments.add("--quick");
        }
        final Instant startedAt = Instant.now();
        final long startNs = System.nanoTime();
        final int exitCode = new ChildJvm(BenchMain.class).run(arguments);
        // What an earlier run left is not the result of this one.
        final Optional<Verdict> verdict = Verdict.read(options.output(), name)
            .filter(each -> !each.startedAt().isBefore(startedAt));
        return new BenchRun(name, exitCode, verdict, (System.nanoTime() - startNs) / 1e9);
    }
}
