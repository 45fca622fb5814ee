package dev.footnote.adapter.http.wrong;

import dev.footnote.ports.Ports;

/** Wrong on purpose: the web sees the ports. */
public record Digger(Ports ports) {}
