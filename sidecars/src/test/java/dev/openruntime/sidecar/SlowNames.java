package dev.openruntime.sidecar;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** The tests' names: those of the system, and {@code hangs.test}, whose server doesn't answer until it is told to. */
public final class SlowNames extends InetAddressResolverProvider {

    /** Counted down when the answer is to come, which is loopback. */
    public static final CountDownLatch ANSWERS = new CountDownLatch(1);

    @Override
    public InetAddressResolver get(Configuration system) {
        InetAddressResolver known = system.builtinResolver();
        return new InetAddressResolver() {
            @Override
            public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) throws UnknownHostException {
                if (!host.equals("hangs.test")) {
                    return known.lookupByName(host, policy);
                }
                try {
                    ANSWERS.await();
                } catch (InterruptedException e) {
                    throw new UnknownHostException("interrupted");
                }
                return Stream.of(InetAddress.getLoopbackAddress());
            }

            @Override
            public String lookupByAddress(byte[] address) throws UnknownHostException {
                return known.lookupByAddress(address);
            }
        };
    }

    @Override
    public String name() {
        return "slow names";
    }
}
