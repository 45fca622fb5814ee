package dev.footnote.app.wrong;

/** Wrong on purpose: its name says nothing. */
public record ThingManager() {}
