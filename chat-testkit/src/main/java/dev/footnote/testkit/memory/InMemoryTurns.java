package dev.footnote.testkit.memory;

import dev.footnote.domain.answer.AnswerEvent;
import dev.footnote.domain.conversation.CitedReply;
import dev.footnote.domain.conversation.Conversation;
import dev.footnote.domain.conversation.ConversationId;
import dev.footnote.domain.conversation.ConversationTree.Node;
import dev.footnote.domain.conversation.Feedback;
import dev.footnote.domain.conversation.Message;
import dev.footnote.domain.conversation.Message.Question;
import dev.footnote.domain.conversation.Message.Reply;
import dev.footnote.domain.conversation.Place;
import dev.footnote.domain.conversation.Turn;
import dev.footnote.domain.conversation.TurnId;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.ports.store.TurnRepository;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

record InMemoryTurns(InMemoryDatabase database) implements TurnRepository {

    /** A turn; rows stand in the order in which they were begun. */
    record Row(
            TenantId tenant,
            ConversationId conversation,
            Optional<TurnId> parent,
            Question question,
            Optional<Reply> reply,
            TreeMap<Integer, AnswerEvent> events) {

        InMemoryConversations.Key key() {
            return new InMemoryConversations.Key(tenant, conversation);
        }

        List<Message> messages() {
            return reply.map(said -> List.<Message>of(question, said)).orElse(List.of(question));
        }

        Row with(Optional<Reply> said, int from, List<AnswerEvent> more) {
            var all = new TreeMap<>(events);
            for (int i = 0; i < more.size(); i++) {
                all.putIfAbsent(from + i, more.get(i));
            }
            return new Row(tenant, conversation, parent, question, said, all);
        }

        Row behind(Optional<TurnId> other) {
            return new Row(tenant, conversation, other, question, reply, events);
        }

        Row rated(Feedback feedback) {
            return new Row(
                    tenant,
                    conversation,
                    parent,
                    question,
                    reply.map(said -> new Reply(
                            said.turn(),
                            said.text(),
                            said.thinking(),
                            said.reference(),
                            said.end(),
                            said.at(),
                            feedback)),
                    events);
        }

        Node node() {
            return new Node(parent, question, reply);
        }
    }

    @Override
    public Begun begin(TenantId tenant, ConversationId conversation, Question question, Place place) {
        return database.with(() -> {
            var key = new InMemoryConversations.Key(tenant, conversation);
            if (!database.conversations.containsKey(key) || !has(key, place)) {
                return Begun.NO_CONVERSATION;
            }
            if (database.turns.containsKey(question.turn())) {
                return Begun.KNOWN;
            }
            if (database.turns.values().stream()
                    .anyMatch(row -> row.key().equals(key) && row.reply().isEmpty())) {
                return Begun.TURN_RUNNING;
            }
            Optional<TurnId> parent = before(key, place);
            database.completed.remove(key);
            database.turns.put(
                    question.turn(),
                    new Row(tenant, conversation, parent, question, Optional.empty(), new TreeMap<>()));
            database.leaves.put(key, question.turn());
            return Begun.STARTED;
        });
    }

    private boolean has(InMemoryConversations.Key key, Place place) {
        return !(place instanceof Place.After(TurnId turn))
                || Optional.ofNullable(database.turns.get(turn))
                        .filter(row -> row.key().equals(key))
                        .isPresent();
    }

    /** The turn that a question at {@code place} follows. */
    Optional<TurnId> before(InMemoryConversations.Key key, Place place) {
        return switch (place) {
            case Place.End end -> Optional.ofNullable(database.leaves.get(key));
            case Place.After(TurnId turn) -> Optional.of(turn);
            case Place.Beginning beginning -> Optional.empty();
        };
    }

    /** The turns up to {@code last}, oldest first. */
    List<Row> branch(InMemoryConversations.Key key, Optional<TurnId> last) {
        var rows = new ArrayList<Row>();
        for (Optional<TurnId> at = last; at.isPresent(); ) {
            Optional<Row> row =
                    at.map(database.turns::get).filter(found -> found.key().equals(key));
            row.ifPresent(rows::add);
            at = row.flatMap(Row::parent);
        }
        return rows.reversed();
    }

    @Override
    public Removed remove(TenantId tenant, TurnId turn) {
        return database.with(() -> {
            Optional<Row> known = row(tenant, turn);
            if (known.isEmpty()) {
                return Removed.UNKNOWN;
            }
            Row row = known.get();
            if (row.reply().isEmpty()) {
                return Removed.RUNNING;
            }
            database.turns.remove(turn);
            database.turns.replaceAll(
                    (id, other) -> other.parent().equals(Optional.of(turn)) ? other.behind(row.parent()) : other);
            if (turn.equals(database.leaves.get(row.key()))) {
                database.leaves.remove(row.key());
                row.parent().ifPresent(parent -> database.leaves.put(row.key(), parent));
            }
            return Removed.REMOVED;
        });
    }

    @Override
    public boolean rate(TenantId tenant, TurnId turn, Feedback feedback) {
        return database.with(() -> row(tenant, turn)
                .filter(row -> row.reply().isPresent())
                .map(row -> database.turns.put(turn, row.rated(feedback)))
                .isPresent());
    }

    @Override
    public void append(TurnId turn, int from, List<AnswerEvent> events) {
        database.with(() -> Optional.ofNullable(
                database.turns.computeIfPresent(turn, (id, row) -> row.with(row.reply(), from, events))));
    }

    @Override
    public boolean end(TurnId turn, Reply reply, int from, List<AnswerEvent> events) {
        return database.with(() -> {
            Row row = database.turns.get(turn);
            if (row == null || row.reply().isPresent()) {
                return false;
            }
            database.turns.put(turn, row.with(Optional.of(reply), from, events));
            database.conversations.computeIfPresent(row.key(), (id, conversation) -> touched(conversation, reply.at()));
            return true;
        });
    }

    private static Conversation touched(Conversation conversation, Instant at) {
        return at.isBefore(conversation.updatedAt())
                ? conversation
                : new Conversation(
                        conversation.id(),
                        conversation.tenant(),
                        conversation.dialog(),
                        conversation.name(),
                        conversation.userLabel(),
                        conversation.opener(),
                        conversation.createdAt(),
                        at);
    }

    @Override
    public Optional<Turn> find(TenantId tenant, TurnId turn) {
        return database.with(() -> row(tenant, turn).map(InMemoryTurns::turn));
    }

    @Override
    public Optional<Turn> latest(TenantId tenant, ConversationId conversation) {
        return database.with(() -> database.turns.values().stream()
                .filter(row -> row.tenant().equals(tenant) && row.conversation().equals(conversation))
                .reduce((earlier, later) -> later)
                .map(InMemoryTurns::turn));
    }

    private static Turn turn(Row row) {
        return new Turn(
                row.question().turn(),
                row.conversation(),
                row.reply().map(Reply::end),
                row.question().at());
    }

    @Override
    public List<AnswerEvent> events(TenantId tenant, TurnId turn, int from) {
        return database.with(() -> row(tenant, turn)
                .map(row -> List.copyOf(row.events().tailMap(from).values()))
                .orElse(List.of()));
    }

    @Override
    public List<CitedReply> cited(TenantId tenant, Optional<TurnId> after, int limit) {
        return database.with(() -> database.turns.values().stream()
                .filter(row -> row.tenant().equals(tenant))
                .filter(row -> database.conversations.containsKey(row.key()))
                .filter(row -> after.isEmpty()
                        || row.question().turn().value().compareTo(after.get().value()) > 0)
                .sorted(Comparator.comparing(row -> row.question().turn().value()))
                .flatMap(row -> row.reply().stream()
                        .filter(reply -> !reply.reference().citations().isEmpty())
                        .map(reply -> new CitedReply(
                                Objects.requireNonNull(database.conversations.get(row.key()))
                                        .dialog(),
                                row.conversation(),
                                reply)))
                .limit(limit)
                .toList());
    }

    @Override
    public List<Unfinished> unfinished() {
        return database.with(() -> database.turns.values().stream()
                .filter(row -> row.reply().isEmpty())
                .sorted(Comparator.comparing((Row row) -> row.question().at())
                        .thenComparing(row -> row.question().turn().value()))
                .map(row -> new Unfinished(row.tenant(), row.question().turn()))
                .toList());
    }

    private Optional<Row> row(TenantId tenant, TurnId turn) {
        return Optional.ofNullable(database.turns.get(turn))
                .filter(row -> row.tenant().equals(tenant));
    }
}
