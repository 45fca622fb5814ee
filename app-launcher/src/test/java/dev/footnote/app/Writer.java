package dev.footnote.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A client that asks one question after another in one session, and keeps a ledger of what was acknowledged. */
final class Writer {

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);

    private final String session;
    private final List<String> acknowledged = new ArrayList<>(); // guarded by this
    private volatile boolean ended;
    private final Thread thread;

    private Writer(ApiClient client, String chat, String session) {
        this.session = session;
        this.thread = Thread.ofVirtual().start(() -> write(client, chat));
    }

    static Writer begin(ApiClient client, String chat, String session) {
        return new Writer(client, chat, session);
    }

    private void write(ApiClient client, String chat) {
        for (int i = 0; !ended; i++) {
            String question = "Question " + i;
            try {
                CrashTest.ask(client, chat, session, question);
                synchronized (this) {
                    acknowledged.add(question);
                }
            } catch (IllegalStateException | UncheckedIOException failed) {
                LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
            }
        }
    }

    String session() {
        return session;
    }

    synchronized List<String> acknowledged() {
        return List.copyOf(acknowledged);
    }

    void end() throws InterruptedException {
        ended = true;
        thread.join();
    }

    /** Compares the ledger with what is stored: acknowledged is there and whole, nothing is there twice or half. */
    void compare(JsonNode messages) {
        var complete = new ArrayList<String>();
        var asked = new HashSet<String>();
        for (int i = 1; i < messages.size(); i += 2) { // the first is the opener
            String question = messages.path(i).path("content").asText();
            JsonNode reply = messages.path(i + 1);
            assertThat(asked.add(question)).as("%s is there once", question).isTrue();
            assertThat(messages.path(i).path("role").asText()).isEqualTo("user");
            assertThat(reply.path("role").asText()).as("reply to %s", question).isEqualTo("assistant");
            if (reply.path("status").isMissingNode()) {
                assertThat(reply.path("content").asText()).isEqualTo("Yes, it is.");
                complete.add(question);
            } else {
                assertThat("Yes, it is.").startsWith(reply.path("content").asText());
            }
        }
        assertThat(complete).containsAll(acknowledged());
    }
}
