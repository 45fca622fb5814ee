package dev.footnote.adapter.documents.web;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells addresses of the public web from those that must not be reached on behalf of others.
 *
 * @param allowed what may be reached nevertheless, because an operator says so
 */
record AddressGuard(List<Network> allowed) {

    /** What the registries of special-purpose addresses keep from the public web, and tunnels into it. */
    private static final List<Network> SPECIAL = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/3",
                    "::/96",
                    "64:ff9b::/96",
                    "64:ff9b:1::/48",
                    "100::/64",
                    "2001::/23",
                    "2001:db8::/32",
                    "2002::/16",
                    "3fff::/20",
                    "5f00::/16",
                    "fc00::/7",
                    "fe80::/9",
                    "ff00::/8")
            .map(Network::parse)
            .toList();

    AddressGuard {
        allowed = List.copyOf(allowed);
    }

    /** Whether {@code address} may be connected to. */
    boolean allows(InetAddress address) {
        return allowed.stream().anyMatch(network -> network.contains(address))
                || SPECIAL.stream().noneMatch(network -> network.contains(address));
    }
}
