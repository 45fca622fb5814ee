package dev.footnote.adapter.wrongtwo;

/** Known by an adapter that may not. */
public record OtherNeighbour() {}
