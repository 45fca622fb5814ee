package dev.footnote.adapter.documents.worker;

import java.io.IOException;

/** A parser that neither ends nor says anything; it goes with its server, as the real one. */
public final class EndlessMain {

    private EndlessMain() {}

    public static void main(String[] args) throws IOException {
        while (System.in.read() >= 0) {
            Thread.onSpinWait();
        }
    }
}
