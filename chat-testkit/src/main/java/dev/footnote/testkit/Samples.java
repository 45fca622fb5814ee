package dev.footnote.testkit;

import dev.footnote.domain.citation.CitationPolicy;
import dev.footnote.domain.conversation.Conversation;
import dev.footnote.domain.conversation.ConversationId;
import dev.footnote.domain.conversation.Message.Question;
import dev.footnote.domain.conversation.TurnId;
import dev.footnote.domain.dialog.Dialog;
import dev.footnote.domain.dialog.DialogId;
import dev.footnote.domain.dialog.GenerationSettings;
import dev.footnote.domain.dialog.PromptSettings;
import dev.footnote.domain.dialog.PromptTemplate;
import dev.footnote.domain.dialog.PromptVariable;
import dev.footnote.domain.dialog.SearchOptions;
import dev.footnote.domain.identity.ApiToken;
import dev.footnote.domain.identity.Email;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.identity.User;
import dev.footnote.domain.identity.UserId;
import dev.footnote.domain.knowledge.Attachment;
import dev.footnote.domain.knowledge.Chunk;
import dev.footnote.domain.knowledge.ChunkId;
import dev.footnote.domain.knowledge.Chunking;
import dev.footnote.domain.knowledge.ClientSettings;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.DocumentChoice;
import dev.footnote.domain.knowledge.DocumentChoice.Field;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.DocumentStatus;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.knowledge.Metadata;
import dev.footnote.domain.knowledge.MetadataFilter.Operator;
import dev.footnote.domain.knowledge.Parsing;
import dev.footnote.domain.knowledge.Position;
import dev.footnote.domain.knowledge.Tagging;
import dev.footnote.domain.retrieval.RetrievalSettings;
import dev.footnote.domain.retrieval.ScoredChunk;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.UUID;

/** Values for tests, with something in every component; ids and names are new each time. */
public final class Samples {

    /** A tenant. */
    public static final TenantId OURS = new TenantId("ours");

    /** Another tenant. */
    public static final TenantId THEIRS = new TenantId("theirs");

    /** A time, to the microsecond. */
    public static final Instant AT = Instant.parse("2026-01-02T03:04:05.678901Z");

    private Samples() {}

    /** A new id. */
    public static String id() {
        return UUID.randomUUID().toString();
    }

    /** A dialog with a new name. */
    public static Dialog dialog(TenantId tenant, List<KnowledgeBaseId> knowledgeBases) {
        return dialog(tenant, "Dialog " + id(), knowledgeBases);
    }

    /** A dialog of this name. */
    public static Dialog dialog(TenantId tenant, String name, List<KnowledgeBaseId> knowledgeBases) {
        var other = new ClientSettings(Map.of("list", List.of(1, 2.5, true, "x"), "map", Map.of("key", "value")));
        var settings = new Dialog.Settings(
                name,
                "description",
                "icon",
                "English",
                "model@factory",
                new GenerationSettings(
                        OptionalDouble.of(0.1),
                        OptionalDouble.of(1),
                        OptionalDouble.empty(),
                        OptionalDouble.of(-0.5),
                        OptionalInt.of(512),
                        other),
                new PromptSettings(
                        new PromptTemplate("Know {knowledge}"),
                        "Hello",
                        List.of(new PromptVariable("knowledge", false), new PromptVariable("mood", true)),
                        Optional.of("Nothing found"),
                        true,
                        false,
                        new SearchOptions(
                                List.of("German", "French"),
                                true,
                                true,
                                new DocumentChoice.Asked(List.of(
                                        new Field("year", Optional.of(Operator.AT_LEAST)),
                                        new Field("author", Optional.empty()))),
                                true),
                        new CitationPolicy(CitationPolicy.Mode.DROP, 0.75),
                        other),
                new RetrievalSettings(3, 100, 0.25, 0.75),
                "reranker@factory",
                knowledgeBases);
        return new Dialog(new DialogId(id()), tenant, settings, AT, AT.plusSeconds(1));
    }

    /** A file that was sent. */
    public static Attachment attachment(TenantId tenant) {
        return new Attachment(new DocumentId(id()), tenant, new UserId("author"), "notes.txt", 1234, AT);
    }

    /** A conversation with {@code dialog}. */
    public static Conversation conversation(Dialog dialog) {
        return new Conversation(
                new ConversationId(id()), dialog.tenant(), dialog.id(), "name", "label", "Hello", AT, AT);
    }

    /** A question that begins a turn. */
    public static Question question() {
        return new Question(new TurnId(id()), "Why?", AT);
    }

    /** A chunk that was found. */
    public static ScoredChunk scoredChunk() {
        return scoredChunk("a.pdf");
    }

    /** A chunk of this document that was found. */
    public static ScoredChunk scoredChunk(String document) {
        var chunk = new Chunk(
                new ChunkId(id()),
                new KnowledgeBaseId(id()),
                new DocumentId(id()),
                document,
                "content",
                List.of("keyword"),
                List.of("question?"),
                List.of(new Position(1, 2, 3, 4, 5)),
                6,
                true,
                7,
                AT);
        return new ScoredChunk(chunk, 0.5, 0.25, 0.75);
    }

    /** An id that no other test has. */
    public static TenantId tenant() {
        return new TenantId(id());
    }

    /** A key of {@code tenant}, with a share token. */
    public static ApiToken apiToken(TenantId tenant) {
        return new ApiToken(
                tenant,
                id(),
                id(),
                Optional.of(new ApiToken.Sealed("sealed " + id(), "sealed " + id())),
                AT,
                Optional.empty(),
                Optional.empty());
    }

    /** An active user with a password and an address of this local part. */
    public static User user(String name) {
        return new User(new UserId(id()), new Email(name + "@example.org"), "Ann", Optional.of("hash"), true, AT, AT);
    }

    /** An empty knowledge base with a new name. */
    public static KnowledgeBase knowledgeBase(TenantId tenant) {
        return knowledgeBase(tenant, "Base " + id());
    }

    /** An empty knowledge base of this name. */
    public static KnowledgeBase knowledgeBase(TenantId tenant, String name) {
        var settings = new KnowledgeBase.Settings(
                name,
                Optional.of("avatar"),
                Optional.empty(),
                "English",
                "model@factory",
                KnowledgeBase.Permission.TEAM,
                new Chunking.General(100, "\n`##`", 10, true, Optional.of("`##`."), true),
                new ClientSettings(Map.of("raptor", Map.of("use", false))),
                3,
                new Tagging(List.of(new KnowledgeBaseId("tags")), 2));
        return new KnowledgeBase(
                new KnowledgeBaseId(id()), tenant, new UserId("author"), settings, KnowledgeBase.Size.EMPTY, AT, AT);
    }

    /** A document called {@code report.pdf}, with 7 chunks of 100 tokens together. */
    public static Document document(KnowledgeBase base, DocumentStatus status) {
        return document(base, "report.pdf", AT, status);
    }

    /** A document of this name, from this time. */
    public static Document document(KnowledgeBase base, String name, Instant at, DocumentStatus status) {
        return new Document(
                new DocumentId(id()),
                base.tenant(),
                base.id(),
                new UserId("author"),
                name,
                1234,
                new Chunking.Special(Chunking.Form.PAPER),
                new ClientSettings(Map.of("pages", List.of(1, 2))),
                true,
                new Metadata(new ClientSettings(Map.of("year", 2025, "people", List.of("Ann", "Bob")))),
                new Parsing(status, "03:04:05 begun", Optional.of(AT), Duration.ofNanos(1_500_000_001), 7, 100),
                at,
                at);
    }

    /** A chunk of this text. */
    public static Chunk chunk(Document document, int order, String content) {
        return new Chunk(
                new ChunkId(id()),
                document.knowledgeBase(),
                document.id(),
                document.name(),
                content,
                List.of("key"),
                List.of("why?", "how?"),
                List.of(new Position(1, 2, 3, 4, 5)),
                6,
                false,
                order,
                AT);
    }

    /** A chunk that says {@code text}, alone in its document. */
    public static Chunk text(KnowledgeBaseId knowledgeBase, String id, DocumentId document, String text) {
        return new Chunk(
                new ChunkId(id),
                knowledgeBase,
                document,
                "file.txt",
                text,
                List.of(),
                List.of(),
                List.of(),
                1,
                true,
                0,
                AT);
    }
}
