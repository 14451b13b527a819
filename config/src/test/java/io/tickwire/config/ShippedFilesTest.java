package io.tickwire.config;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The files in config/ and the page in docs/ say what the table says. The working directory is the module's. */
@Timeout(20)
final class ShippedFilesTest {
    @Test
    void shouldShipTheDefaultsAsAFile() throws IOException {
        assertEquals(ConfigDocument.defaults(), Files.readAllLines(Path.of("tickwire.conf")),
            "write it with: tickwire config defaults > config/tickwire.conf");
    }

    @Test
    void shouldSetEveryKeyToItsDefaultInTheFile() {
        final LoadedConfig loaded = load("tickwire.conf");
        assertEquals(new ConfigLoader().load().config(), loaded.config());
        assertEquals(List.of(), loaded.settings().stream()
            .filter(setting -> setting.origin().equals(Setting.DEFAULT)).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo.conf", "low-latency.conf"})
    void shouldShipFilesThatAreGood(String name) {
        assertTrue(load(name).settings().stream().anyMatch(setting -> !setting.origin().equals(Setting.DEFAULT)));
    }

    @Test
    void shouldPinEveryThreadForLowLatency() {
        final TickwireConfig config = load("low-latency.conf").config();
        assertEquals(AgentMode.DEDICATED, config.threading().mode());
        assertEquals(IdleKind.SPIN, config.threading().idle());
        assertEquals(2 + config.fanout().threads(), config.threading().cores().size());
    }

    @Test
    void shouldDocumentEveryKeyAsTheTableSays() throws IOException {
        final List<String> rows = Files.readAllLines(Path.of("../docs/configuration.md")).stream()
            .dropWhile(line -> !line.startsWith("| Key |")).takeWhile(line -> line.startsWith("|")).toList();
        assertEquals(ConfigDocument.table(), rows);
    }

    @Test
    void shouldHaveAVariableOfItsOwnForEachKey() {
        final Set<String> variables = Arrays.stream(ConfigKey.values()).map(ConfigKey::variable)
            .collect(Collectors.toSet());
        assertEquals(ConfigKey.values().length, variables.size());
        assertEquals("TICKWIRE_FANOUT_CATCH_UP_LIMIT", ConfigKey.FANOUT_CATCH_UP_LIMIT.variable());
        assertEquals("TICKWIRE_DIRECTORY", ConfigKey.DIRECTORY.variable());
    }

    private static LoadedConfig load(String name) {
        return new ConfigLoader().file(Path.of(name)).machineCores(8).load();
    }
}
