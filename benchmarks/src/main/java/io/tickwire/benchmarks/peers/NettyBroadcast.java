package io.tickwire.benchmarks.peers;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.ChannelMatchers;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.util.concurrent.GlobalEventExecutor;

/**
 * A broadcast server on Netty, as an application would write it: subscribers in a {@link ChannelGroup}, what a
 * publisher sends is written to all, and flushed once everything that was read at once is written, as Netty's
 * examples do it.
 */
public final class NettyBroadcast {
    private static final int MESSAGE_LIMIT_BYTES = 1 << 16;
    private static final int BACKLOG = 4_096;

    private final ChannelGroup subscribers = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final EventLoopGroup accepting = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoopGroup working = new MultiThreadIoEventLoopGroup(
        Runtime.getRuntime().availableProcessors(), NioIoHandler.newFactory());

    private NettyBroadcast() {
    }

    /**
     * Serve until the process is ended.
     *
     * @param arguments port for publishers, port for subscribers
     * @throws InterruptedException if the thread is interrupted
     */
    public static void main(String[] arguments) throws InterruptedException {
        final NettyBroadcast server = new NettyBroadcast();
        final Channel publishers = server.listen(Integer.parseInt(arguments[0]), new PublisherPipeline(server));
        server.listen(Integer.parseInt(arguments[1]), new SubscriberPipeline(server));
        publishers.closeFuture().sync();
    }

    private Channel listen(int port, ChannelHandler pipeline) throws InterruptedException {
        return new ServerBootstrap().group(accepting, working).channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG).childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(pipeline).bind("127.0.0.1", port).sync().channel();
    }

    private static final class PublisherPipeline extends ChannelInitializer<SocketChannel> {
        private final NettyBroadcast server;

        PublisherPipeline(NettyBroadcast server) {
            this.server = server;
        }

        @Override
        protected void initChannel(SocketChannel channel) {
            channel.pipeline().addLast(
                new LengthFieldBasedFrameDecoder(MESSAGE_LIMIT_BYTES, 0, Integer.BYTES, 0, Integer.BYTES),
                new Forward(server.subscribers));
        }
    }

    private static final class Forward extends SimpleChannelInboundHandler<ByteBuf> {
        private final ChannelGroup subscribers;

        Forward(ChannelGroup subscribers) {
            this.subscribers = subscribers;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf message) {
            // No promise for each of the subscribers, since nobody looks at it.
            subscribers.write(new BinaryWebSocketFrame(message.retain()), ChannelMatchers.all(), true);
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            subscribers.flush();
        }
    }

    private static final class SubscriberPipeline extends ChannelInitializer<SocketChannel> {
        private final NettyBroadcast server;

        SubscriberPipeline(NettyBroadcast server) {
            this.server = server;
        }

        @Override
        protected void initChannel(SocketChannel channel) {
            channel.pipeline().addLast(new HttpServerCodec(), new HttpObjectAggregator(MESSAGE_LIMIT_BYTES),
                new WebSocketServerProtocolHandler("/"), new Join(server.subscribers));
        }
    }

    private static final class Join extends SimpleChannelInboundHandler<WebSocketFrame> {
        private final ChannelGroup subscribers;

        Join(ChannelGroup subscribers) {
            this.subscribers = subscribers;
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof WebSocketServerProtocolHandler.HandshakeComplete) {
                subscribers.add(context.channel());
            }
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
            // Subscribers have nothing to say.
        }
    }
}
