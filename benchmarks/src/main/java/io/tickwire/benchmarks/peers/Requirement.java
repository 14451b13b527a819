package io.tickwire.benchmarks.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What must be installed for a server.
 *
 * @param programs names of programs, looked for on the PATH and in the directories for daemons
 * @param files    paths of further files or directories
 * @param advice   how to install it
 */
record Requirement(List<String> programs, List<Path> files, String advice) {
    /** For a server that is part of this project. */
    static final Requirement NONE = new Requirement(List.of(), List.of(), "");
    private static final List<String> DAEMON_DIRECTORIES = List.of("/usr/sbin", "/usr/local/sbin");

    /**
     * What is missing.
     *
     * @return in words, with what to do; empty if nothing is missing
     */
    String missing() {
        final List<String> missing = Stream.concat(
            programs.stream().filter(name -> find(name) == null),
            files.stream().filter(file -> !Files.exists(file)).map(Path::toString)).toList();
        return missing.isEmpty() ? "" : String.join(" and ", missing) + " not installed: " + advice;
    }

    /**
     * A program that is in one of several directories, of which only those that fit this machine are there.
     *
     * @param parent  of the directories
     * @param program path below each of them
     * @return path of the program; if there is none, one that does not exist
     */
    static Path firstProgram(Path parent, String program) {
        final Path any = parent.resolve("*").resolve(program);
        if (!Files.isDirectory(parent)) {
            return any;
        }
        try (Stream<Path> directories = Files.list(parent)) {
            return directories.sorted().map(directory -> directory.resolve(program)).filter(Files::isExecutable)
                .findFirst().orElse(any);
        } catch (final IOException e) {
            return any;
        }
    }

    /**
     * Where a program is.
     *
     * @param program its name
     * @return the path, or null
     */
    static Path find(String program) {
        final String path = System.getenv().getOrDefault("PATH", "");
        return Stream.concat(Arrays.stream(path.split(":")), DAEMON_DIRECTORIES.stream())
            .filter(directory -> !directory.isEmpty()).map(directory -> Path.of(directory, program))
            .filter(Files::isExecutable).findFirst().orElse(null);
    }
}
