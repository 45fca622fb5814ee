package dev.footnote.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import dev.footnote.adapter.jdbi.Database;
import dev.footnote.adapter.jdbi.JdbiConversationRepository;
import dev.footnote.adapter.jdbi.JdbiDialogRepository;
import dev.footnote.adapter.jdbi.JdbiTransactions;
import dev.footnote.adapter.jdbi.JdbiTurnRepository;
import dev.footnote.domain.citation.Reference;
import dev.footnote.domain.conversation.Conversation;
import dev.footnote.domain.conversation.ConversationId;
import dev.footnote.domain.conversation.Message;
import dev.footnote.domain.conversation.Message.Question;
import dev.footnote.domain.conversation.Message.Reply;
import dev.footnote.domain.conversation.TurnEnd;
import dev.footnote.domain.conversation.TurnId;
import dev.footnote.domain.dialog.Dialog;
import dev.footnote.domain.identity.Secret;
import dev.footnote.ports.store.StoreException;
import dev.footnote.testkit.Samples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The key of the storage is changed by the command, which is killed on its way. */
@ExtendWith(TestDatabase.class)
class KeyRotationTest {

    private static final String OLD = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    private static final String NEW = "ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA=";
    private static final int CONVERSATIONS = 100;
    private static final int TURNS = 30;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HikariDataSource database;

    @TempDir
    private Path home;

    KeyRotationTest(Database database) {
        this.database = (HikariDataSource) database.dataSource();
    }

    @Test
    void goesOnAfterAKillAndLosesNothing() throws Exception {
        Map<ConversationId, List<Message>> messages;
        try (Database old = open(OLD)) {
            messages = told(old);
        }
        Path file = Files.writeString(home.resolve("new.key"), NEW + "\n");

        ServerProcess killed = ServerProcess.launch(home, settings(), "keys", "rotate-storage", file.toString());
        Waiting.until("a portion is done", PATIENCE, () -> killed.said("are encrypted") || !killed.isAlive());
        killed.kill();

        assertThat(killed.said("Done.")).as("it was killed on its way").isFalse();
        for (String key : List.of(OLD, NEW)) {
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> open(key))
                    .withMessageContaining("was broken off");
        }
        ServerProcess again = ServerProcess.launch(home, settings(), "keys", "rotate-storage", file.toString());
        assertThat(again.exit()).as(again.output()).isZero();
        assertThat(again.output()).contains("Done.").doesNotContain(NEW).doesNotContain(OLD);
        try (Database changed = open(NEW)) {
            assertThat(new JdbiConversationRepository(changed).messages(Samples.OURS, messages.keySet()))
                    .isEqualTo(messages);
        }
        ServerProcess refused = ServerProcess.launch(home, settings(), "serve");
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.output()).contains("footnote: the messages are encrypted under another key");
    }

    private Database open(String key) {
        return Database.open(
                database.getJdbcUrl(),
                database.getUsername(),
                database.getPassword(),
                4,
                Optional.of(MessageKey.read(new Secret(key))));
    }

    private Map<String, String> settings() {
        return Map.of(
                "FOOTNOTE_DATABASE_URL", database.getJdbcUrl(),
                "FOOTNOTE_DATABASE_USER", database.getUsername(),
                "FOOTNOTE_DATABASE_PASSWORD", database.getPassword(),
                "FOOTNOTE_STORAGE_ENCRYPTION_KEY", OLD);
    }

    private static Map<ConversationId, List<Message>> told(Database database) {
        Dialog dialog = Samples.dialog(Samples.OURS, List.of());
        new JdbiDialogRepository(database).add(dialog);
        var messages = new HashMap<ConversationId, List<Message>>();
        for (int i = 0; i < CONVERSATIONS; i++) {
            Conversation conversation = Samples.conversation(dialog);
            messages.put(conversation.id(), new JdbiTransactions(database).inTransaction(() -> {
                        new JdbiConversationRepository(database).add(conversation);
                        return told(database, conversation);
                    }));
        }
        return messages;
    }

    private static List<Message> told(Database database, Conversation conversation) {
        var turns = new JdbiTurnRepository(database);
        var messages = new ArrayList<Message>();
        for (int i = 0; i < TURNS; i++) {
            var question = new Question(new TurnId(Samples.id()), "Question " + i, Samples.AT);
            var reply =
                    new Reply(question.turn(), "Answer " + i, "", Reference.NONE, new TurnEnd.Complete(), Samples.AT);
            turns.begin(Samples.OURS, conversation.id(), question);
            turns.end(question.turn(), reply, 0, List.of());
            messages.add(question);
            messages.add(reply);
        }
        return messages;
    }
}
