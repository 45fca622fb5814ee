package dev.footnote.adapter.http;

import static io.javalin.http.HandlerType.GET;
import static io.javalin.http.HandlerType.POST;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footnote.application.ChatApplication;
import dev.footnote.application.chat.CheckCitations;
import dev.footnote.application.chat.CheckCitations.Slice;
import dev.footnote.application.chat.CheckCitations.StaleReply;
import dev.footnote.domain.citation.Citation;
import dev.footnote.domain.citation.Passage;
import dev.footnote.domain.citation.Passage.State;
import dev.footnote.domain.citation.Reference;
import dev.footnote.domain.citation.Span;
import dev.footnote.domain.conversation.TurnId;
import dev.footnote.domain.knowledge.Chunk;
import dev.footnote.domain.knowledge.ChunkId;
import dev.footnote.domain.knowledge.DocumentId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What has become of citations since they were made. */
final class Citations {

    private static final String PATH = "/api/v1/citations";
    private static final int MOST = 1_000;
    private static final int USUAL = 100;

    private final CheckCitations citations;

    Citations(ChatApplication app) {
        this.citations = app.checkCitations();
    }

    List<Route> routes() {
        return List.of(
                Route.key(GET, PATH + "/stale", Route.Wording.PLAIN, this::stale),
                Route.key(POST, PATH + "/verify", Route.Wording.PLAIN, this::verify));
    }

    private Result stale(Call call) {
        Slice slice = citations.list(
                call.caller(),
                call.query("after").filter(text -> !text.isEmpty()).map(TurnId::new),
                limit(call));
        return Envelope.token(Shape.of(
                "read", slice.read(),
                "replies", slice.replies().stream().map(Citations::reply).toList(),
                "next", slice.next().map(TurnId::value).orElse(null)));
    }

    private static int limit(Call call) {
        String limit = call.query("limit").orElse(String.valueOf(USUAL));
        if (!limit.matches("[1-9]\\d{0,3}") || Integer.parseInt(limit) > MOST) {
            throw Refusal.invalid(101, "`limit` must be from 1 to %d.".formatted(MOST));
        }
        return Integer.parseInt(limit);
    }

    private static Map<String, @Nullable Object> reply(StaleReply found) {
        Reference reference = found.cited().reply().reference();
        var stale = new ArrayList<Map<String, @Nullable Object>>();
        new TreeMap<>(found.stale().states())
                .forEach((place, state) ->
                        stale.add(citation(reference, reference.citations().get(place), state)));
        return Shape.of(
                "chat_id", found.cited().dialog().value(),
                "session_id", found.cited().conversation().value(),
                "message_id", found.cited().reply().turn().value(),
                "citations", stale);
    }

    private static Map<String, @Nullable Object> citation(Reference reference, Citation citation, State state) {
        Map<String, @Nullable Object> shape = ReferenceShape.citation(citation);
        citation.source().ifPresent(source -> {
            Chunk chunk = reference.chunks().get(source.chunk()).chunk();
            shape.put("document_id", chunk.document().value());
            shape.put("document_name", chunk.documentName());
            shape.put("chunk_id", chunk.id().value());
            shape.put("text", Passage.text(chunk.content(), source.span()).orElse(""));
        });
        shape.put("state", name(state));
        return shape;
    }

    private Result verify(Call call) {
        List<Passage> passages = passages(call.body().requiring("passages"));
        Map<Passage, State> states = citations.check(call.caller(), passages);
        return Envelope.token(passages.stream()
                .map(passage -> name(states.getOrDefault(passage, State.GONE)))
                .toList());
    }

    private static List<Passage> passages(Body body) {
        JsonNode list = body.json().path("passages");
        if (!list.isArray() || list.size() > MOST) {
            throw Refusal.invalid(101, "`passages` must be a list of at most %d.".formatted(MOST));
        }
        var passages = new ArrayList<Passage>();
        for (JsonNode item : list) {
            if (!(item instanceof ObjectNode object)) {
                throw Refusal.invalid(101, "A passage must be an object.");
            }
            passages.add(passage(new Body(object)));
        }
        return passages;
    }

    private static Passage passage(Body body) {
        return new Passage(
                new DocumentId(required(body, "document_id")),
                new ChunkId(required(body, "chunk_id")),
                span(body.json().path("source")),
                required(body, "source_sha256"));
    }

    private static String required(Body body, String name) {
        return body.text(name)
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> Refusal.invalid(101, "A passage needs `%s`.".formatted(name)));
    }

    private static Span span(JsonNode source) {
        boolean whole = source.size() == 2
                && source.path(0).canConvertToInt()
                && source.path(1).canConvertToInt();
        int start = source.path(0).asInt();
        int end = source.path(1).asInt();
        if (!whole || start < 0 || end < start) {
            throw Refusal.invalid(101, "`source` of a passage must be its start and its end.");
        }
        return new Span(start, end);
    }

    private static String name(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
