package dev.footnote.adapter.wrongone;

import dev.footnote.adapter.wrongtwo.OtherNeighbour;
import dev.footnote.application.ChatApplication;

/** Wrong on purpose: an adapter that knows another one and the application. */
public record Neighbour(OtherNeighbour other, ChatApplication application) {}
