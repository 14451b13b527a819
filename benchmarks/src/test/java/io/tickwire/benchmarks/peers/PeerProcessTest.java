package io.tickwire.benchmarks.peers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(60)
class PeerProcessTest {
    private static Peer peer(List<Integer> ports, String... command) {
        return new Peer("test", false, Requirement.NONE, workplace -> List.of(command), ports, workplace -> null,
            SubscriberDoor.plain(1, "/"));
    }

    private static List<ProcessHandle> children() {
        return ProcessHandle.current().descendants().filter(ProcessHandle::isAlive).toList();
    }

    @Test
    void shouldEndTheServerAndItsChildrenAndDeleteItsDirectories() throws IOException {
        final PeerProcess process = new PeerProcess(peer(List.of(), "sh", "-c", "sleep 1000 & touch made; wait"));
        final Path disk = process.workplace().disk();
        while (!Files.exists(disk.resolve("made"))) {
            Thread.onSpinWait();
        }
        assertFalse(children().isEmpty());
        process.close();
        assertTrue(children().isEmpty(), "still alive: " + children());
        assertFalse(Files.exists(disk));
        assertFalse(Files.exists(process.workplace().memory()));
    }

    @Test
    void shouldTellTheEndOfTheLogIfTheServerDoesNotStart() throws IOException {
        final int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        final IOException e = assertThrows(IOException.class,
            () -> new PeerProcess(peer(List.of(port), "sh", "-c", "echo bad configuration; exit 1")));
        assertEquals("test does not listen on port " + port + "; its log ends with: bad configuration",
            e.getMessage());
    }

    @Test
    void shouldRefuseAPortThatIsInUse() throws IOException {
        try (ServerSocket used = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            final int port = used.getLocalPort();
            final IOException e =
                assertThrows(IOException.class, () -> new PeerProcess(peer(List.of(port), "true")));
            assertEquals("port " + port + " is in use; end what listens there, test needs it", e.getMessage());
        }
    }

    @Test
    void shouldTellWhatIsMissingAndHowToInstallIt() {
        final Requirement requirement = new Requirement(List.of("sh", "no-such-server"), List.of(Path.of("/none")),
            "apt-get install it");
        assertEquals("no-such-server and /none not installed: apt-get install it", requirement.missing());
        assertEquals("", new Requirement(List.of("sh"), List.of(Path.of("/")), "").missing());
        assertEquals("", Requirement.NONE.missing());
    }

    @Test
    void shouldFindTheProgramOfThePackageThatFitsThisMachine(@TempDir Path parent) throws IOException {
        final Path none = parent.resolve("*/bin/x");
        assertEquals(none, Requirement.firstProgram(parent, "bin/x"));
        assertEquals(parent.resolve("absent/*/bin/x"), Requirement.firstProgram(parent.resolve("absent"), "bin/x"));
        Files.createDirectories(parent.resolve("a-empty/bin"));
        final Path program = Files.createDirectories(parent.resolve("b/bin")).resolve("x");
        Files.createFile(program);
        assertEquals(none, Requirement.firstProgram(parent, "bin/x"));
        assertTrue(program.toFile().setExecutable(true));
        assertEquals(program, Requirement.firstProgram(parent, "bin/x"));
        assertEquals(none + " not installed: install it",
            new Requirement(List.of(), List.of(none), "install it").missing());
    }
}
