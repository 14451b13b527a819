package io.tickwire.benchmarks.peers;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

/**
 * How a server is subscribed to.
 *
 * @param port          of its WebSocket listener on the loopback address
 * @param path          that is asked for
 * @param protocol      sub-protocol, or null for none
 * @param requestOpcode of the frames that are sent after the handshake
 * @param requests      their payloads
 * @param parser        makes a parser for each client
 */
record SubscriberDoor(int port, String path, String protocol, int requestOpcode, List<byte[]> requests,
                      Supplier<MessageParser> parser) {
    /** What Socket.IO puts around a message: an event of this name with one argument. */
    static final String SOCKET_IO_BEFORE = "42[\"m\",\"";
    private static final String SOCKET_IO_AFTER = "\"]";

    /** A server whose frames are the messages. */
    static SubscriberDoor plain(int port, String path) {
        return new SubscriberDoor(port, path, null, MessageParser.TEXT, List.of(), () -> new WholeFrames(0, 0));
    }

    /** Socket.IO by WebSocket alone (Engine.IO 4); "40" joins the main namespace. */
    static SubscriberDoor socketIo(int port) {
        return new SubscriberDoor(port, "/socket.io/?EIO=4&transport=websocket", null, MessageParser.TEXT,
            List.of(ascii("40")), () -> new WholeFrames(SOCKET_IO_BEFORE.length(), SOCKET_IO_AFTER.length()));
    }

    /** NATS: its protocol in binary frames. */
    static SubscriberDoor nats(int port, String subject) {
        return new SubscriberDoor(port, "/", null, MessageParser.BINARY,
            List.of(ascii(NatsText.CONNECT + "SUB " + subject + " 1\r\n")), NatsParser::new);
    }

    /** MQTT 3.1.1, QoS 0, topic "b". */
    static SubscriberDoor mqtt(int port) {
        return new SubscriberDoor(port, "/", "mqtt", MessageParser.BINARY,
            List.of(mqttConnect(), new byte[]{(byte) 0x82, 6, 0, 1, 0, 1, 'b', 0}), MqttParser::new);
    }

    /** tickwire, everything, every tick. */
    static SubscriberDoor tickwire(int port) {
        return new SubscriberDoor(port, "/", "tickwire.v1", MessageParser.TEXT,
            List.of(ascii("{\"op\":\"subscribe\",\"symbols\":[\"*\"]}")), TickwireParser::new);
    }

    /** CONNECT with a clean session, the longest keep-alive, and a name that the server gives. */
    static byte[] mqttConnect() {
        return ByteBuffer.allocate(14).put((byte) 0x10).put((byte) 12).putShort((short) 4).put(ascii("MQTT"))
            .put((byte) 4).put((byte) 2).putShort((short) 0xFFFF).putShort((short) 0).array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
