package dev.footnote.application.chat;

import dev.footnote.application.chat.ManageConversations.Transcript;
import dev.footnote.domain.citation.Citation;
import dev.footnote.domain.citation.Reference;
import dev.footnote.domain.citation.Span;
import dev.footnote.domain.citation.Verdict;
import dev.footnote.domain.conversation.ConversationId;
import dev.footnote.domain.conversation.Message;
import dev.footnote.domain.conversation.Message.Question;
import dev.footnote.domain.conversation.Message.Reply;
import dev.footnote.domain.conversation.TurnId;
import dev.footnote.domain.dialog.DialogId;
import dev.footnote.domain.failure.ChatException.NotFound;
import dev.footnote.domain.failure.Thing;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.retrieval.ScoredChunk;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes a conversation with its sources for people, or hands it over for programs. */
public final class ExportConversation {

    private static final Pattern MARKER = Pattern.compile("\\[ID:(\\d{1,6})]");

    /** How much of a source is repeated where no part of it was picked. */
    private static final int EXCERPT = 200;

    private final ManageConversations conversations;

    public ExportConversation(ManageConversations conversations) {
        this.conversations = conversations;
    }

    /**
     * The current branch with all references.
     *
     * @throws NotFound if the conversation is not the caller's, or not with this dialog
     */
    public Transcript whole(Caller caller, DialogId dialog, ConversationId id) {
        return conversations.read(caller, dialog, id);
    }

    /**
     * The questions of the current branch with their answers and all references; of one of them, if it is named.
     *
     * @throws NotFound if the conversation is not the caller's, not with this dialog, or has no such answer there
     */
    public Transcript answers(Caller caller, DialogId dialog, ConversationId id, Optional<TurnId> only) {
        Transcript whole = whole(caller, dialog, id);
        var answers = new Transcript(
                whole.conversation(),
                whole.messages().stream()
                        .filter(message -> only.isEmpty() || only.get().equals(message.turn()))
                        .toList());
        if (only.isPresent() && answers.messages().isEmpty()) {
            throw new NotFound(Thing.MESSAGE, only.get().value());
        }
        return answers;
    }

    /** The current branch as Markdown, each marker a footnote with document and excerpt; fails as {@link #whole}. */
    public String markdown(Caller caller, DialogId dialog, ConversationId id) {
        Transcript transcript = whole(caller, dialog, id);
        var text = new StringBuilder("# ").append(line(transcript.conversation().name()));
        String opener = transcript.conversation().opener();
        if (!opener.isBlank()) {
            text.append("\n\n").append(opener.strip());
        }
        int reply = 0;
        for (Message message : transcript.messages()) {
            switch (message) {
                case Question question -> text.append("\n\n## ").append(line(question.text()));
                case Reply answer -> {
                    reply++;
                    text.append("\n\n").append(cited(answer, reply)).append(sources(answer, reply));
                }
            }
        }
        return text.append('\n').toString();
    }

    private static String cited(Reply reply, int number) {
        int chunks = reply.reference().chunks().size();
        return MARKER.matcher(reply.text().strip())
                .replaceAll(marker -> Integer.parseInt(marker.group(1)) < chunks
                        ? "[^%d-%s]".formatted(number, marker.group(1))
                        : Matcher.quoteReplacement(marker.group()));
    }

    private static String sources(Reply reply, int number) {
        Reference reference = reply.reference();
        var cited = new TreeSet<Integer>();
        MARKER.matcher(reply.text()).results().forEach(marker -> cited.add(Integer.valueOf(marker.group(1))));
        var text = new StringBuilder();
        for (int chunk : cited.headSet(reference.chunks().size())) {
            text.append(text.isEmpty() ? "\n\n" : "\n")
                    .append("[^%d-%d]: %s: \u201c%s\u201d"
                            .formatted(
                                    number,
                                    chunk,
                                    line(reference.chunks().get(chunk).chunk().documentName()),
                                    line(excerpt(reference, chunk))));
        }
        return text.toString();
    }

    private static String excerpt(Reference reference, int number) {
        ScoredChunk chunk = reference.chunks().get(number);
        String content = chunk.chunk().content();
        return reference.citations().stream()
                .filter(citation -> citation.verdict() == Verdict.SUPPORTED)
                .flatMap(citation -> citation.source().stream())
                .filter(source -> source.chunk() == number)
                .map(Citation.Source::span)
                .filter(span -> span.end() <= content.length())
                .findFirst()
                .or(() -> Optional.of(new Span(0, Math.min(EXCERPT, content.length()))))
                .map(span -> content.substring(span.start(), span.end()))
                .orElse("");
    }

    private static String line(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
