package dev.footnote.testkit;

import dev.footnote.ports.runtime.Background;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** A background that only knows who is in it, and what was answered ahead of it. */
public final class NotedBackground implements Background {

    private final Set<Thread> entered = ConcurrentHashMap.newKeySet();
    private final List<Object> answers = new CopyOnWriteArrayList<>();

    @Override
    public void enter() {
        entered.add(Thread.currentThread());
    }

    @Override
    public <T> T ahead(Supplier<T> answer) {
        T answered = answer.get();
        answers.add(answered);
        return answered;
    }

    /** Those that have entered. */
    public Set<Thread> entered() {
        return Set.copyOf(entered);
    }

    /** What was answered. */
    public List<Object> answers() {
        return List.copyOf(answers);
    }
}
