package dev.footnote.testkit;

import dev.footnote.ports.runtime.Background;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A background that only knows who is in it. */
public final class NotedBackground implements Background {

    private final Set<Thread> entered = ConcurrentHashMap.newKeySet();

    @Override
    public void enter() {
        entered.add(Thread.currentThread());
    }

    /** Those that have entered. */
    public Set<Thread> entered() {
        return Set.copyOf(entered);
    }
}
