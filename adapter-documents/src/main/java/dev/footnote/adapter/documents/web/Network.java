package dev.footnote.adapter.documents.web;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Addresses that begin alike.
 *
 * @param first as a number
 * @param bytes how long an address is: 4 or 16
 * @param prefix how many of its bits all have in common
 */
public record Network(BigInteger first, int bytes, int prefix) {

    public Network {
        if (prefix < 0 || prefix > bytes * 8) {
            throw new IllegalArgumentException("prefix is %d, must be from 0 to %d".formatted(prefix, bytes * 8));
        }
        first = first.shiftRight(bytes * 8 - prefix).shiftLeft(bytes * 8 - prefix);
    }

    /**
     * Reads an address, or several as {@code address/prefix}.
     *
     * @throws IllegalArgumentException if it is neither; names of hosts are not
     */
    public static Network parse(String text) {
        int slash = text.indexOf('/');
        String literal = slash < 0 ? text : text.substring(0, slash);
        if (!literal.matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
            throw new IllegalArgumentException("not an address: " + literal);
        }
        try {
            byte[] address = InetAddress.getByName(literal).getAddress();
            int prefix = slash < 0 ? address.length * 8 : Integer.parseInt(text.substring(slash + 1));
            return new Network(new BigInteger(1, address), address.length, prefix);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not an address: " + literal, e);
        }
    }

    /** Whether {@code address} is one of them. */
    boolean contains(InetAddress address) {
        byte[] bits = address.getAddress();
        int rest = bytes * 8 - prefix;
        return bits.length == bytes && new BigInteger(1, bits).shiftRight(rest).equals(first.shiftRight(rest));
    }
}
