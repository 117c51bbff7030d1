package dev.openruntime.sidecar.discovery.dns;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.dns.DefaultDnsRecordDecoder;
import io.netty.handler.codec.dns.DnsRawRecord;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponse;
import io.netty.handler.codec.dns.DnsSection;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a response says, apart from Netty's buffers.
 *
 * @param addresses of the name that was asked for, wherever its aliases lead
 * @param instances of the service that was asked for
 * @param further addresses that came along, by lower-case name without a last dot
 * @param goodFor the shortest time to live of what counts; where there is nothing, the time that the zone says so
 */
record DnsRecords(
        List<String> addresses, List<Instance> instances, Map<String, List<String>> further, Duration goodFor) {

    private static final Duration LONGEST_NEGATIVE = Duration.ofSeconds(30);
    private static final Duration SHORTEST_NEGATIVE = Duration.ofSeconds(1);

    /** One SRV record. */
    record Instance(int priority, int weight, int port, String host) {}

    static DnsRecords of(DnsResponse response) {
        List<String> addresses = new ArrayList<>();
        List<Instance> instances = new ArrayList<>();
        Map<String, List<String>> further = new HashMap<>();
        long seconds = Long.MAX_VALUE;
        for (int i = 0; i < response.count(DnsSection.ANSWER); i++) {
            DnsRecord answer = response.recordAt(DnsSection.ANSWER, i);
            seconds = Math.min(seconds, answer.timeToLive());
            if (answer instanceof DnsRawRecord raw && raw.type().equals(DnsRecordType.SRV)) {
                instances.add(instance(raw.content().duplicate()));
            } else if (answer instanceof DnsRawRecord raw && isAddress(raw)) {
                addresses.add(address(raw.content().duplicate()));
            }
        }
        for (int i = 0; i < response.count(DnsSection.ADDITIONAL); i++) {
            if (response.recordAt(DnsSection.ADDITIONAL, i) instanceof DnsRawRecord raw && isAddress(raw)) {
                seconds = Math.min(seconds, raw.timeToLive());
                further.computeIfAbsent(key(raw.name()), name -> new ArrayList<>(1))
                        .add(address(raw.content().duplicate()));
            }
        }
        boolean nothing = addresses.isEmpty() && instances.isEmpty();
        return new DnsRecords(
                addresses, instances, further, nothing ? negative(response) : Duration.ofSeconds(seconds));
    }

    /** How a name is written as a key. */
    static String key(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    private static boolean isAddress(DnsRecord found) {
        return found.type().equals(DnsRecordType.A) || found.type().equals(DnsRecordType.AAAA);
    }

    private static String address(ByteBuf content) {
        byte[] bytes = new byte[content.readableBytes()];
        content.readBytes(bytes);
        try {
            return InetAddress.getByAddress(bytes).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an address of " + bytes.length + " bytes", e);
        }
    }

    /** Its name may point back into the message, which is all there in the buffer. */
    private static Instance instance(ByteBuf content) {
        return new Instance(
                content.readUnsignedShort(),
                content.readUnsignedShort(),
                content.readUnsignedShort(),
                key(DefaultDnsRecordDecoder.decodeName(content)));
    }

    /** The lesser of the time to live and the last number of the zone's SOA record (RFC 2308), within bounds. */
    private static Duration negative(DnsResponse response) {
        for (int i = 0; i < response.count(DnsSection.AUTHORITY); i++) {
            if (response.recordAt(DnsSection.AUTHORITY, i) instanceof DnsRawRecord raw
                    && raw.type().equals(DnsRecordType.SOA)) {
                ByteBuf content = raw.content();
                long minimum = content.getUnsignedInt(content.writerIndex() - Integer.BYTES);
                Duration told = Duration.ofSeconds(Math.min(raw.timeToLive(), minimum));
                return told.compareTo(LONGEST_NEGATIVE) > 0
                        ? LONGEST_NEGATIVE
                        : told.compareTo(SHORTEST_NEGATIVE) < 0 ? SHORTEST_NEGATIVE : told;
            }
        }
        return SHORTEST_NEGATIVE;
    }
}
