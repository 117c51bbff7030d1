package dev.openruntime.sidecar.discovery.dns;

import dev.openruntime.sidecar.discovery.source.Endpoint;
import dev.openruntime.sidecar.discovery.source.Reading;
import dev.openruntime.sidecar.discovery.source.Source;
import dev.openruntime.sidecar.discovery.source.SourceFailure;
import io.netty.handler.codec.dns.DnsRecordType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;

/** One service of DNS. */
public final class DnsSource implements Source {

    private final String service;
    private final DnsQuery query;
    private final DnsClient client;

    /** @param client shared with other services; closed with any of them */
    public DnsSource(String service, DnsQuery query, DnsClient client) {
        this.service = service;
        this.query = query;
        this.client = client;
    }

    @Override
    public Reading read(Consumer<Reading> news) throws SourceFailure, InterruptedException {
        OptionalInt port = query.port();
        return port.isPresent() ? ofAddresses(port.getAsInt()) : ofInstances();
    }

    private Reading ofAddresses(int port) throws SourceFailure, InterruptedException {
        Addresses found = addresses(query.name());
        List<Endpoint> endpoints = new ArrayList<>();
        for (String address : found.addresses()) {
            endpoints.add(new Endpoint(address, port));
        }
        return reading(endpoints, found.goodFor());
    }

    /** Of lower priority first, then of higher weight. */
    private Reading ofInstances() throws SourceFailure, InterruptedException {
        DnsRecords found = client.ask(query.name(), DnsRecordType.SRV);
        Duration goodFor = found.goodFor();
        Set<Endpoint> endpoints = new LinkedHashSet<>();
        for (DnsRecords.Instance instance : found.instances()) {
            Addresses host = found.further().containsKey(instance.host())
                    ? new Addresses(found.further().get(instance.host()), goodFor)
                    : addresses(instance.host());
            goodFor = shorter(goodFor, host.goodFor());
            for (String address : host.addresses()) {
                endpoints.add(new Endpoint(address, instance.port(), instance.weight(), instance.priority(), true));
            }
        }
        List<Endpoint> sorted = new ArrayList<>(endpoints);
        sorted.sort(Comparator.comparingInt(Endpoint::priority)
                .thenComparing(Endpoint::weight, Comparator.reverseOrder())
                .thenComparing(Endpoint::address));
        return reading(sorted, goodFor);
    }

    private record Addresses(List<String> addresses, Duration goodFor) {}

    /**
     * IPv4 first. Servers turn them round with each answer: sorted, what is the same looks the same. One kind is
     * enough: some servers refuse to speak of the other.
     */
    private Addresses addresses(String name) throws SourceFailure, InterruptedException {
        DnsRecords four;
        try {
            four = client.ask(name, DnsRecordType.A);
        } catch (SourceFailure noAnswer) {
            return one(client.ask(name, DnsRecordType.AAAA), noAnswer);
        }
        DnsRecords six;
        try {
            six = client.ask(name, DnsRecordType.AAAA);
        } catch (SourceFailure noAnswer) {
            return one(four, noAnswer);
        }
        if (four.addresses().isEmpty() != six.addresses().isEmpty()) {
            return one(four.addresses().isEmpty() ? six : four);
        }
        List<String> addresses = new ArrayList<>(one(four).addresses());
        addresses.addAll(one(six).addresses());
        return new Addresses(addresses, shorter(four.goodFor(), six.goodFor()));
    }

    private static Addresses one(DnsRecords there, SourceFailure other) throws SourceFailure {
        if (there.addresses().isEmpty()) {
            throw other; // there may be some of the other kind
        }
        return one(there);
    }

    private static Addresses one(DnsRecords there) {
        return new Addresses(there.addresses().stream().sorted().toList(), there.goodFor());
    }

    private Reading reading(List<Endpoint> endpoints, Duration goodFor) {
        return new Reading(endpoints.isEmpty() ? Map.of() : Map.of(service, endpoints), goodFor, 0);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    @Override
    public void close() {
        client.close();
    }
}
