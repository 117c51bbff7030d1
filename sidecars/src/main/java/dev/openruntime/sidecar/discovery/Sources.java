package dev.openruntime.sidecar.discovery;

import dev.openruntime.sidecar.discovery.dns.DnsClient;
import dev.openruntime.sidecar.discovery.dns.DnsSettings;
import dev.openruntime.sidecar.discovery.dns.DnsSource;
import dev.openruntime.sidecar.discovery.environment.EnvironmentSource;
import dev.openruntime.sidecar.discovery.etcd.EtcdSource;
import dev.openruntime.sidecar.discovery.file.FileSource;
import dev.openruntime.sidecar.discovery.source.Endpoint;
import dev.openruntime.sidecar.discovery.source.Reading;
import dev.openruntime.sidecar.discovery.source.Source;
import io.netty.channel.EventLoopGroup;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Makes the sources that are configured. The classes of those that aren't are never loaded.
 *
 * @param folder from which a relative path counts
 * @param environment of this process
 * @param loop where those do their input and output that talk to a server; made when it is first asked for
 */
record Sources(Path folder, Map<String, String> environment, Supplier<EventLoopGroup> loop) {

    /**
     * One of them.
     *
     * @param only the one service that it may know; none: any
     * @param atHand whether it can be read at once, without a wait
     */
    record Opened(Origin origin, Optional<String> only, Source source, boolean atHand) {}

    /** In the order of the settings. */
    List<Feed> open(DiscoverySettings settings, Executor threads, Function<Opened, Feed> feed) {
        List<Opened> opened = new ArrayList<>();
        for (Origin origin : settings.order()) { // no lambdas: one would load the classes of a source that isn't there
            switch (origin) {
                case SERVICES -> {
                    if (!settings.services().isEmpty()) {
                        opened.add(atHand(origin, new Fixed(settings.services())));
                    }
                }
                case FILE -> {
                    if (settings.file().isPresent()) {
                        opened.add(asked(
                                origin,
                                new FileSource(folder.resolve(settings.file().get()))));
                    }
                }
                case ENVIRONMENT -> {
                    if (settings.environment()) {
                        opened.add(atHand(origin, new EnvironmentSource(environment)));
                    }
                }
                case DNS -> {
                    if (settings.dns().isPresent()) {
                        addDns(settings.dns().get(), opened);
                    }
                }
                case ETCD -> {
                    if (settings.etcd().isPresent()) {
                        opened.add(asked(origin, new EtcdSource(settings.etcd().get(), folder, loop, threads)));
                    }
                }
            }
        }
        List<Feed> feeds = new ArrayList<>();
        for (Opened source : opened) {
            feeds.add(feed.apply(source));
        }
        return feeds;
    }

    private static Opened atHand(Origin origin, Source source) {
        return new Opened(origin, Optional.empty(), source, true);
    }

    private static Opened asked(Origin origin, Source source) {
        return new Opened(origin, Optional.empty(), source, false);
    }

    private void addDns(DnsSettings settings, List<Opened> opened) {
        DnsClient client = new DnsClient(settings.servers(), loop);
        settings.services()
                .forEach((service, question) -> opened.add(
                        new Opened(Origin.DNS, Optional.of(service), new DnsSource(service, question, client), false)));
    }

    /** The entries of the settings. */
    private record Fixed(Map<String, List<Endpoint>> services) implements Source {

        @Override
        public Reading read(Consumer<Reading> news) {
            return new Reading(services, Reading.FOREVER, 0);
        }

        @Override
        public void close() {}
    }
}
