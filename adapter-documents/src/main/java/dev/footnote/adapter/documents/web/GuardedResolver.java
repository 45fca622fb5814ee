package dev.footnote.adapter.documents.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Finds the addresses of hosts for an HTTP client, which connects to exactly these. So an address that is checked here
 * is the one that is connected to, whatever its name is resolved to a moment later.
 */
public final class GuardedResolver implements DnsResolver {

    /** Some read 010 in an address as 8, others as 10. */
    private static final Pattern OCTAL = Pattern.compile("(?:[0-9]+\\.)*0[0-9]+(?:\\.[0-9]+)*");

    private final HostNames names;
    private final AddressGuard guard;

    /** @param allowed what may be reached although it is not the public web */
    public GuardedResolver(List<Network> allowed) {
        this(InetAddress::getAllByName, new AddressGuard(allowed));
    }

    GuardedResolver(HostNames names, AddressGuard guard) {
        this.names = names;
        this.guard = guard;
    }

    /** @throws UnknownHostException also if one of its addresses may not be connected to */
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        if (OCTAL.matcher(host).matches()) {
            throw new UnknownHostException("an address that can be read in two ways: " + host);
        }
        InetAddress[] addresses = names.resolve(bare(host));
        if (addresses.length == 0 || !Arrays.stream(addresses).allMatch(guard::allows)) {
            throw new UnknownHostException("may not be connected to: " + host);
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    private static String bare(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    /** Turns names of hosts into addresses. */
    @FunctionalInterface
    interface HostNames {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }
}
