package dev.footnote.domain.conversation;

import static java.util.Objects.requireNonNull;

import dev.footnote.domain.conversation.Message.Question;
import dev.footnote.domain.conversation.Message.Reply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All turns of a conversation with what they follow. A conversation in which no question was asked again has one
 * branch.
 *
 * @param leaf the last turn of the current branch; empty if that has none
 * @param turns in the order in which they were asked, so that each stands behind the one that it follows
 */
public record ConversationTree(Optional<TurnId> leaf, List<Node> turns) {

    public ConversationTree {
        requireNonNull(leaf, "leaf");
        turns = List.copyOf(turns);
    }

    /** The branches, the one that was asked last at the end; each turn that none follows ends one. */
    public List<Branch> branches() {
        var paths = new HashMap<TurnId, List<Node>>();
        Set<TurnId> followed = new HashSet<>();
        for (Node node : turns) {
            node.parent().ifPresent(followed::add);
            paths.put(node.id(), path(node, paths));
        }
        return turns.stream()
                .filter(node -> !followed.contains(node.id()) || leaf.equals(Optional.of(node.id())))
                .map(node -> new Branch(leaf.equals(Optional.of(node.id())), paths.getOrDefault(node.id(), List.of())))
                .toList();
    }

    /** The node of {@code turn}. */
    public Optional<Node> find(TurnId turn) {
        return turns.stream().filter(node -> node.id().equals(turn)).findFirst();
    }

    private static List<Node> path(Node node, Map<TurnId, List<Node>> paths) {
        var path = new ArrayList<Node>();
        node.parent().ifPresent(parent -> path.addAll(paths.getOrDefault(parent, List.of())));
        path.add(node);
        return path;
    }

    /**
     * A turn and its place.
     *
     * @param parent the turn that it follows; empty for a first one
     * @param reply empty while the turn runs
     */
    public record Node(Optional<TurnId> parent, Question question, Optional<Reply> reply) {
        public Node {
            requireNonNull(parent, "parent");
            requireNonNull(question, "question");
            requireNonNull(reply, "reply");
        }

        public TurnId id() {
            return question.turn();
        }
    }

    /**
     * A way from a first question to a last one.
     *
     * @param current whether the next question goes on from here
     * @param turns at least one, oldest first
     */
    public record Branch(boolean current, List<Node> turns) {
        public Branch {
            turns = List.copyOf(turns);
        }

        /** Names the branch: its last turn. */
        public TurnId leaf() {
            return turns.getLast().id();
        }

        /** What was asked and answered, oldest first. */
        public List<Message> messages() {
            var messages = new ArrayList<Message>();
            for (Node turn : turns) {
                messages.add(turn.question());
                turn.reply().ifPresent(messages::add);
            }
            return messages;
        }
    }
}
