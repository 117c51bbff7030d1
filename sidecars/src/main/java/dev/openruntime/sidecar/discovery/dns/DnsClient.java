package dev.openruntime.sidecar.discovery.dns;

import dev.openruntime.sidecar.discovery.source.Endpoint;
import dev.openruntime.sidecar.discovery.source.SourceFailure;
import io.netty.channel.AddressedEnvelope;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponse;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsServerAddressStream;
import io.netty.resolver.dns.DnsServerAddressStreamProviders;
import io.netty.resolver.dns.SingletonDnsServerAddressStreamProvider;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks DNS servers, one after the other until one answers. Shared by all questions of one sidecar; any thread but an
 * event loop, since callers wait.
 */
public final class DnsClient {

    private static final Duration TRY_WITHIN = Duration.ofMillis(700);
    private static final int ROUNDS = 2;

    private final List<Endpoint> configured;
    private final Supplier<EventLoopGroup> loop;
    private @Nullable DnsNameResolver resolver; // guarded by this
    private List<InetSocketAddress> servers = List.of(); // guarded by this
    private boolean closed; // guarded by this

    /** @param servers by address; none: those of the system */
    public DnsClient(List<Endpoint> servers, Supplier<EventLoopGroup> loop) {
        this.configured = servers;
        this.loop = loop;
    }

    /** @throws SourceFailure if no server says whether there is such a thing */
    DnsRecords ask(String name, DnsRecordType type) throws SourceFailure, InterruptedException {
        DnsNameResolver asked = resolver();
        String why = "there is no server";
        String absolute = name.endsWith(".") ? name : name + ".";
        for (int round = 0; round < ROUNDS; round++) {
            for (InetSocketAddress server : servers()) {
                var query = asked.query(server, new DefaultDnsQuestion(absolute, type));
                if (!isOver(query)) {
                    throw new SourceFailure("cannot ask DNS for " + name + ": the resolver hangs");
                }
                if (query.isSuccess()) {
                    try (Answer answer = new Answer(query)) {
                        DnsResponseCode code = answer.response().code();
                        if (code.equals(DnsResponseCode.NOERROR) || code.equals(DnsResponseCode.NXDOMAIN)) {
                            return DnsRecords.of(answer.response());
                        }
                        why = code.toString();
                    }
                } else {
                    why = String.valueOf(query.cause().getMessage());
                }
                why = server.getAddress().getHostAddress() + ":" + server.getPort() + ": " + why;
            }
        }
        throw new SourceFailure("cannot ask DNS for " + name + ": " + why);
    }

    /** Waits for it. Who gives up waiting has no use for an answer that comes later, and nobody else releases it. */
    private static boolean isOver(Future<AddressedEnvelope<DnsResponse, InetSocketAddress>> query)
            throws InterruptedException {
        boolean over = false;
        try {
            over = query.await(2 * TRY_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
            return over;
        } finally {
            if (!over) {
                var _ = query.addListener(late -> {
                    if (late.isSuccess()) {
                        boolean _ = query.getNow().release();
                    }
                });
            }
        }
    }

    private record Answer(Future<AddressedEnvelope<DnsResponse, InetSocketAddress>> query) implements AutoCloseable {

        DnsResponse response() {
            return query.getNow().content();
        }

        @Override
        public void close() {
            query.getNow().release();
        }
    }

    private synchronized List<InetSocketAddress> servers() {
        return servers;
    }

    private synchronized DnsNameResolver resolver() throws SourceFailure {
        if (closed) {
            throw new SourceFailure("cannot ask DNS: it is being stopped");
        }
        DnsNameResolver made = resolver;
        if (made == null) {
            servers = configured.isEmpty() ? ofTheSystem() : resolved();
            made = new DnsNameResolverBuilder(loop.get().next())
                    .datagramChannelType(NioDatagramChannel.class)
                    .socketChannelType(NioSocketChannel.class)
                    .nameServerProvider(new SingletonDnsServerAddressStreamProvider(servers.getFirst()))
                    .queryTimeoutMillis(TRY_WITHIN.toMillis())
                    .build();
            resolver = made;
        }
        return made;
    }

    private List<InetSocketAddress> resolved() {
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (Endpoint server : configured) {
            addresses.add(new InetSocketAddress(InetAddress.ofLiteral(server.host()), server.port()));
        }
        return addresses;
    }

    private static List<InetSocketAddress> ofTheSystem() {
        DnsServerAddressStream stream =
                DnsServerAddressStreamProviders.platformDefault().nameServerAddressStream("");
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (int i = 0; i < stream.size(); i++) {
            addresses.add(stream.next());
        }
        return addresses;
    }

    /** Closes its socket; once or more. */
    synchronized void close() {
        closed = true;
        if (resolver != null) {
            resolver.close();
            resolver = null;
        }
    }
}
