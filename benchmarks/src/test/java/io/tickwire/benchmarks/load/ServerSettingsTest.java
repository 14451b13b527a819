package io.tickwire.benchmarks.load;

import io.tickwire.config.ConfigLoader;
import io.tickwire.config.GatewayLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static org.junit.jupiter.api.Assertions.assertEquals;

@Timeout(10)
class ServerSettingsTest {
    @Test
    void shouldSetNoLimitOnTheConnectionsOfAnAddress() {
        final GatewayLimits limits = new ConfigLoader()
            .overrides(ServerSettings.of(Path.of("/files"), Path.of("/driver"))).load().config().limits();

        assertEquals(0, limits.connectionLimitPerAddress());
        assertEquals(0, limits.connectionRate());
        assertEquals(0, limits.connectionRatePerAddress());
    }

    @Test
    void shouldGiveEachSettingAsAnOption() {
        assertEquals(List.of("server", "--set", "a=1", "--set", "b=2"),
            ServerSettings.arguments(List.of("a=1", "b=2")));
    }

    @Test
    void shouldTakeSettingsOutOfTheEnvironmentOnly() {
        final Map<String, String> environment = new HashMap<>(Map.of("TICKWIRE_GATEWAY_PORT", "1", "PATH", "/bin"));
        ServerSettings.removeFrom(environment);
        assertEquals(Set.of("PATH"), environment.keySet());
    }
}
