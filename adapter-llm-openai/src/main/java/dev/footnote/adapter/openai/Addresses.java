package dev.footnote.adapter.openai;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Finds the addresses of a host. What it yields is what is connected to. */
@FunctionalInterface
public interface Addresses {

    /**
     * Those of {@code host}, at least one.
     *
     * @throws UnknownHostException if there are none, or one of them may not be connected to
     */
    InetAddress[] of(String host) throws UnknownHostException;
}
