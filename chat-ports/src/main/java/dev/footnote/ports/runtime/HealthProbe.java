package dev.footnote.ports.runtime;

/** Tells whether something that the program depends on is well. */
public interface HealthProbe {

    /** What is looked at: {@code database}, {@code index}, {@code storage}, {@code tasks}. */
    String name();

    /** Returns if it is well; blocks for a moment. Throws, with a message for operators, if it is not. */
    void check();
}
