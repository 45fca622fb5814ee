package dev.footnote.app;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A client that reads an answer, and remembers when it read what. */
final class Reading {

    private final String session;
    private final StringBuilder text = new StringBuilder(); // guarded by this
    private final List<Mark> marks = new ArrayList<>();

    private record Mark(long nanos, int length) {}

    private Reading(String session) {
        this.session = session;
    }

    /** Asks, and reads until the answer ends or breaks off. */
    static Reading begin(ApiClient client, String chat, String session, String question) {
        var reading = new Reading(session);
        Thread.ofVirtual().start(() -> {
            try {
                client.stream(
                        "/chats/%s/completions".formatted(chat),
                        Map.of("question", question, "session_id", session),
                        frame -> reading.take(frame.path("answer").asText()));
            } catch (UncheckedIOException killed) {
                // the stream breaks off with the server
            }
        });
        return reading;
    }

    private synchronized void take(String piece) {
        text.append(piece);
        marks.add(new Mark(System.nanoTime(), text.length()));
    }

    String session() {
        return session;
    }

    synchronized String text() {
        return text.toString();
    }

    /** Whether it has read for longer than {@code time}. */
    synchronized boolean lasts(Duration time) {
        return marks.size() > 2 && marks.getLast().nanos() - marks.get(1).nanos() > time.toNanos();
    }

    /** What had been read {@code time} before the last piece came. */
    synchronized String textUntil(Duration time) {
        int length = 0;
        for (Mark mark : marks) {
            if (marks.getLast().nanos() - mark.nanos() > time.toNanos()) {
                length = mark.length();
            }
        }
        return text.substring(0, length);
    }
}
