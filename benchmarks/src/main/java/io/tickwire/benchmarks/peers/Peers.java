package io.tickwire.benchmarks.peers;

import io.tickwire.benchmarks.load.JvmCommand;

import java.nio.file.Path;
import java.util.List;

/** All servers that can be measured, tickwire last: it is then measured at the rates that the others sustain. */
final class Peers {
    /** The name of this project's own server. */
    static final String TICKWIRE = "tickwire";
    /** The name of the server whose stored messages are replayed too. */
    static final String NATS = "nats";
    /** The port of NATS's own protocol. */
    static final int NATS_PORT = 14222;
    /** The port of NATS's WebSocket listener. */
    static final int NATS_WEB_SOCKET_PORT = 14223;

    private static final String SUBJECT = "b";
    private static final Path NCHAN_MODULE = Path.of("/usr/lib/nginx/modules/ngx_nchan_module.so");

    private static final String NPM_ADVICE = "apt-get install nodejs npm, then npm ci in benchmarks/peers/node";

    private final Path configuration;

    /**
     * The servers.
     *
     * @param home directory of the project, in which benchmarks/peers has their configuration
     */
    Peers(Path home) {
        configuration = home.resolve("benchmarks/peers").toAbsolutePath();
    }

    List<Peer> all() {
        return List.of(nats(), nchan(), mosquitto(),
            node("ws", "ws.mjs", 14251, SubscriberDoor.plain(14252, "/")),
            node("socket.io", "socketio.mjs", 14261, SubscriberDoor.socketIo(14262)),
            uWebSockets(), java("netty", NettyBroadcast.class, 14271, 14272),
            java("java-websocket", JavaWebSocketBroadcast.class, 14281, 14282), tickwire());
    }

    private static Peer tickwire() {
        return new Peer(TICKWIRE, true, Requirement.NONE, TickwireLaunch::command, List.of(TickwireLaunch.PORT),
            workplace -> new TickwireFeed(workplace.aeron()), SubscriberDoor.tickwire(TickwireLaunch.PORT));
    }

    private Peer nats() {
        return new Peer(NATS, false,
            new Requirement(List.of("nats-server"), List.of(), "apt-get install nats-server"),
            workplace -> List.of(Requirement.find("nats-server").toString(), "-c", file("nats/nats-server.conf"),
                "-sd", workplace.disk().resolve("jetstream").toString()),
            List.of(NATS_PORT, NATS_WEB_SOCKET_PORT), workplace -> TcpFeed.nats(NATS_PORT, SUBJECT),
            SubscriberDoor.nats(NATS_WEB_SOCKET_PORT, SUBJECT));
    }

    private Peer nchan() {
        return new Peer("nchan", false,
            new Requirement(List.of("nginx"), List.of(NCHAN_MODULE), "apt-get install nginx-light libnginx-mod-nchan"),
            workplace -> List.of(Requirement.find("nginx").toString(), "-p", workplace.disk() + "/", "-c",
                file("nchan/nginx.conf")),
            List.of(14232), workplace -> TcpFeed.webSocket(14232, "/publish"),
            SubscriberDoor.plain(14232, "/subscribe"));
    }

    private Peer mosquitto() {
        return new Peer("mosquitto", false,
            new Requirement(List.of("mosquitto"), List.of(), "apt-get install mosquitto"),
            workplace -> List.of(Requirement.find("mosquitto").toString(), "-c", file("mosquitto/mosquitto.conf")),
            List.of(14241, 14242), workplace -> TcpFeed.mqtt(14241), SubscriberDoor.mqtt(14242));
    }

    private Peer node(String name, String script, int feedPort, SubscriberDoor door) {
        return new Peer(name, true,
            new Requirement(List.of("node"), List.of(configuration.resolve("node/node_modules").resolve(name)),
                NPM_ADVICE),
            workplace -> List.of(Requirement.find("node").toString(), file("node/" + script)),
            List.of(feedPort, door.port()), workplace -> TcpFeed.prefixed(feedPort), door);
    }

    /** Inside Bun, whose program is in a package for each kind of machine; npm installs the one that fits. */
    private Peer uWebSockets() {
        final Path bun = Requirement.firstProgram(configuration.resolve("node/node_modules/@oven"), "bin/bun");
        return new Peer("uwebsockets", true,
            new Requirement(List.of(), List.of(bun), NPM_ADVICE),
            workplace -> List.of(bun.toString(), file("node/uwebsockets.mjs")), List.of(14301, 14302),
            workplace -> TcpFeed.prefixed(14301), SubscriberDoor.plain(14302, "/"));
    }

    private static Peer java(String name, Class<?> main, int feedPort, int webSocketPort) {
        // What waits for slow clients is held in memory.
        final List<String> command = JvmCommand.of(List.of("-Xmx2g"), main.getName(),
            List.of(Integer.toString(feedPort), Integer.toString(webSocketPort)));
        return new Peer(name, true, Requirement.NONE, workplace -> command, List.of(feedPort, webSocketPort),
            workplace -> TcpFeed.prefixed(feedPort), SubscriberDoor.plain(webSocketPort, "/"));
    }

    private String file(String name) {
        return configuration.resolve(name).toString();
    }
}
