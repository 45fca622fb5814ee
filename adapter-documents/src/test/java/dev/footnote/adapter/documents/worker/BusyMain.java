package dev.footnote.adapter.documents.worker;

import java.util.concurrent.TimeUnit;

/** A parser that works for half a minute and says nothing. */
public final class BusyMain {

    private BusyMain() {}

    public static void main(String[] args) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }
}
