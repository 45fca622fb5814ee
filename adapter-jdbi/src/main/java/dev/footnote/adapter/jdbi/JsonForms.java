package dev.footnote.adapter.jdbi;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.footnote.domain.answer.AnswerEvent;
import dev.footnote.domain.answer.Delta;
import dev.footnote.domain.citation.CitationPolicy;
import dev.footnote.domain.citation.Ledger;
import dev.footnote.domain.conversation.ConversationId;
import dev.footnote.domain.conversation.TurnEnd;
import dev.footnote.domain.dialog.PromptTemplate;
import dev.footnote.domain.dialog.SearchOptions;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.identity.UserId;
import dev.footnote.domain.knowledge.ChunkId;
import dev.footnote.domain.knowledge.Chunking;
import dev.footnote.domain.knowledge.ClientSettings;
import dev.footnote.domain.knowledge.DocumentChoice;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.knowledge.Tagging;
import dev.footnote.domain.knowledge.Tags;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How values look in JSON columns: a record is an object with its components, a record of one text is that text, an
 * alternative of a sealed type is an object whose {@code is} says which, what is empty is null.
 */
final class JsonForms extends SimpleModule {

    private static final long serialVersionUID = 1L;

    JsonForms() {
        text(ChunkId.class, ChunkId::value, ChunkId::new);
        text(ConversationId.class, ConversationId::value, ConversationId::new);
        text(DocumentId.class, DocumentId::value, DocumentId::new);
        text(KnowledgeBaseId.class, KnowledgeBaseId::value, KnowledgeBaseId::new);
        text(PromptTemplate.class, PromptTemplate::text, PromptTemplate::new);
        text(TenantId.class, TenantId::value, TenantId::new);
        text(UserId.class, UserId::value, UserId::new);
        text(Instant.class, Instant::toString, Instant::parse);
        form(ClientSettings.class, JsonForms::writeSettings, JsonForms::readSettings);
        addDeserializer(SearchOptions.class, reader(SearchOptions.NONE, JsonForms::readOptions));
        addDeserializer(CitationPolicy.class, reader(CitationPolicy.SHOW, JsonForms::readPolicy));
        addDeserializer(Ledger.class, reader(Ledger.NONE, JsonForms::readLedger));
        addDeserializer(Tags.class, reader(Tags.NONE, JsonForms::readTags));
        addDeserializer(Tagging.class, reader(Tagging.NONE, JsonForms::readTagging));
        optionals();
        addSerializer(String.class, writer((text, json, context) -> json.writeString(StorableText.of(text))));
        addKeySerializer(String.class, writer((text, json, context) -> json.writeFieldName(StorableText.of(text))));
        setMixInAnnotation(AnswerEvent.class, AnswerEventForm.class);
        setMixInAnnotation(Delta.class, DeltaForm.class);
        setMixInAnnotation(TurnEnd.class, TurnEndForm.class);
        setMixInAnnotation(Chunking.class, ChunkingForm.class);
        setMixInAnnotation(DocumentChoice.class, DocumentChoiceForm.class);
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = AnswerEvent.Opened.class, name = "opened"),
        @JsonSubTypes.Type(value = AnswerEvent.Progress.class, name = "progress"),
        @JsonSubTypes.Type(value = AnswerEvent.Cited.class, name = "cited"),
        @JsonSubTypes.Type(value = AnswerEvent.Checked.class, name = "checked"),
        @JsonSubTypes.Type(value = AnswerEvent.Completed.class, name = "completed"),
        @JsonSubTypes.Type(value = AnswerEvent.Ended.class, name = "ended")
    })
    private interface AnswerEventForm {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Delta.Text.class, name = "text"),
        @JsonSubTypes.Type(value = Delta.Thinking.class, name = "thinking")
    })
    private interface DeltaForm {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = TurnEnd.Complete.class, name = "complete"),
        @JsonSubTypes.Type(value = TurnEnd.Stopped.class, name = "stopped"),
        @JsonSubTypes.Type(value = TurnEnd.Failed.class, name = "failed"),
        @JsonSubTypes.Type(value = TurnEnd.Interrupted.class, name = "interrupted")
    })
    private interface TurnEndForm {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Chunking.General.class, name = "general"),
        @JsonSubTypes.Type(value = Chunking.Special.class, name = "special"),
        @JsonSubTypes.Type(value = Chunking.Unavailable.class, name = "unavailable")
    })
    private interface ChunkingForm {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = DocumentChoice.All.class, name = "all"),
        @JsonSubTypes.Type(value = DocumentChoice.Stated.class, name = "stated"),
        @JsonSubTypes.Type(value = DocumentChoice.Asked.class, name = "asked")
    })
    private interface DocumentChoiceForm {}

    private static void writeSettings(ClientSettings settings, JsonGenerator json, SerializerProvider context)
            throws IOException {
        context.defaultSerializeValue(settings.values(), json);
    }

    private static ClientSettings readSettings(JsonParser json, DeserializationContext context) throws IOException {
        var values = new LinkedHashMap<String, Object>();
        Map<?, ?> read = context.readValue(json, LinkedHashMap.class);
        read.forEach((key, value) -> values.put(String.valueOf(key), value));
        return new ClientSettings(values);
    }

    private static SearchOptions readOptions(JsonParser json, DeserializationContext context) throws IOException {
        JsonNode stored = context.readTree(json);
        var languages = new ArrayList<String>();
        stored.path("languages").forEach(language -> languages.add(language.asText()));
        return new SearchOptions(
                languages,
                stored.path("keywords").asBoolean(),
                stored.path("research").asBoolean(),
                stored.hasNonNull("documents")
                        ? context.readTreeAsValue(stored.path("documents"), DocumentChoice.class)
                        : DocumentChoice.ALL,
                stored.path("contents").asBoolean());
    }

    private static Tags readTags(JsonParser json, DeserializationContext context) throws IOException {
        JsonNode stored = context.readTree(json);
        var names = new ArrayList<String>();
        stored.path("names").forEach(name -> names.add(name.asText()));
        var weights = new LinkedHashMap<String, Double>();
        stored.path("weights")
                .properties()
                .forEach(entry -> weights.put(entry.getKey(), entry.getValue().asDouble()));
        return new Tags(names, weights);
    }

    private static Tagging readTagging(JsonParser json, DeserializationContext context) throws IOException {
        JsonNode stored = context.readTree(json);
        var bases = new ArrayList<KnowledgeBaseId>();
        stored.path("bases")
                .valueStream()
                .map(JsonNode::asText)
                .filter(base -> !base.isBlank())
                .forEach(base -> bases.add(new KnowledgeBaseId(base)));
        return new Tagging(bases, stored.path("most").asInt());
    }

    private static CitationPolicy readPolicy(JsonParser json, DeserializationContext context) throws IOException {
        JsonNode stored = context.readTree(json);
        return new CitationPolicy(
                CitationPolicy.Mode.valueOf(stored.path("mode").asText()),
                stored.path("bound").asDouble());
    }

    private static Ledger readLedger(JsonParser json, DeserializationContext context) throws IOException {
        JsonNode stored = context.readTree(json);
        return new Ledger(
                CitationPolicy.Mode.valueOf(stored.path("policy").asText()),
                stored.path("supported").asInt(),
                stored.path("partial").asInt(),
                stored.path("unsupported").asInt(),
                stored.path("withheld").asInt());
    }

    private void optionals() {
        addSerializer(
                Optional.class,
                JsonForms.<Object>writer((value, json, context) -> context.defaultSerializeValue(
                        value instanceof Optional<?> optional ? optional.orElse(null) : value, json)));
        addDeserializer(Optional.class, new OptionalReader(null));
        addSerializer(OptionalDouble.class, writer((value, json, context) -> {
            if (value.isPresent()) {
                json.writeNumber(value.getAsDouble());
            } else {
                json.writeNull();
            }
        }));
        addDeserializer(
                OptionalDouble.class,
                reader(OptionalDouble.empty(), (json, context) -> OptionalDouble.of(json.getDoubleValue())));
        addSerializer(OptionalInt.class, writer((value, json, context) -> {
            if (value.isPresent()) {
                json.writeNumber(value.getAsInt());
            } else {
                json.writeNull();
            }
        }));
        addDeserializer(
                OptionalInt.class, reader(OptionalInt.empty(), (json, context) -> OptionalInt.of(json.getIntValue())));
    }

    private <T> void text(Class<T> type, Function<T, String> text, Function<String, T> value) {
        form(
                type,
                (one, json, context) -> json.writeString(StorableText.of(text.apply(one))),
                (json, context) -> value.apply(json.getText()));
        addKeySerializer(type, writer((one, json, context) -> json.writeFieldName(StorableText.of(text.apply(one)))));
        addKeyDeserializer(type, new KeyDeserializer() {
            @Override
            public Object deserializeKey(String key, DeserializationContext context) {
                return value.apply(key);
            }
        });
    }

    private <T> void form(Class<T> type, Write<T> write, Read<T> read) {
        addSerializer(type, writer(write));
        addDeserializer(type, reader(null, read));
    }

    private static <T> JsonSerializer<T> writer(Write<T> write) {
        return new JsonSerializer<>() {
            @Override
            public void serialize(T value, JsonGenerator json, SerializerProvider context) throws IOException {
                write.write(value, json, context);
            }
        };
    }

    private static <T> JsonDeserializer<T> reader(@Nullable T empty, Read<T> read) {
        return new JsonDeserializer<>() {
            @Override
            public T deserialize(JsonParser json, DeserializationContext context) throws IOException {
                return read.read(json, context);
            }

            @Override
            public @Nullable T getNullValue(DeserializationContext context) {
                return empty;
            }
        };
    }

    private interface Write<T> {
        void write(T value, JsonGenerator json, SerializerProvider context) throws IOException;
    }

    private interface Read<T> {
        T read(JsonParser json, DeserializationContext context) throws IOException;
    }

    /** Reads null and what is missing as empty; knows the type inside from the component that it reads. */
    @SuppressWarnings("rawtypes") // as the class literal by which it is registered
    private static final class OptionalReader extends JsonDeserializer<Optional> implements ContextualDeserializer {

        private final @Nullable JavaType inside;

        OptionalReader(@Nullable JavaType inside) {
            this.inside = inside;
        }

        @Override
        public JsonDeserializer<?> createContextual(DeserializationContext context, @Nullable BeanProperty property) {
            return new OptionalReader(context.getContextualType().containedType(0));
        }

        @Override
        public Optional<?> deserialize(JsonParser json, DeserializationContext context) throws IOException {
            return Optional.of(context.readValue(json, inside));
        }

        @Override
        public Optional<?> getNullValue(DeserializationContext context) {
            return Optional.empty();
        }
    }
}
