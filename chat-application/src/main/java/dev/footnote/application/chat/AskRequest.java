package dev.footnote.application.chat;

import static java.util.Objects.requireNonNull;

import dev.footnote.domain.conversation.ConversationId;
import dev.footnote.domain.conversation.Place;
import dev.footnote.domain.conversation.TurnId;
import dev.footnote.domain.dialog.DialogId;
import dev.footnote.domain.dialog.GenerationSettings;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.knowledge.MetadataFields;
import dev.footnote.domain.knowledge.MetadataFilter;
import dev.footnote.domain.prompt.PromptMessage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A question to a dialog. Made by {@link #to}, which asks a new, stored conversation and changes nothing of the
 * dialog's settings.
 *
 * @param conversation empty to begin a new one, called {@code conversationName}
 * @param place where in the conversation the question stands; what was asked there before stays, as another branch
 * @param history what the model is told was said before, oldest first, in place of what is stored
 * @param variables values for the prompt's variables, by name
 * @param documents if present, only these are searched
 * @param metadata if present, only documents whose metadata it chooses are searched
 * @param knowledgeBases are searched beside the dialog's, in this order
 * @param files that come with the question; the model reads what they say
 * @param noted if present, these fields of what is noted of the documents are told with the chunks
 * @param quoting whether the answer cites, if the dialog does
 * @param research whether is searched again for what the first search left open, even if the dialog does not
 * @param model the model that answers, in place of the dialog's
 * @param generation how it writes; what is set here goes before what the dialog says
 * @param streaming whether the answer is read while it is written; told to the log alone
 * @param background whether the answer is written to its end even when nobody reads it
 * @param ephemeral whether nothing is stored; {@code conversation} is empty then
 */
public record AskRequest(
        DialogId dialog,
        String question,
        Optional<ConversationId> conversation,
        Place place,
        Optional<List<PromptMessage>> history,
        Map<String, String> variables,
        Optional<Set<DocumentId>> documents,
        Optional<MetadataFilter> metadata,
        List<KnowledgeBaseId> knowledgeBases,
        List<DocumentId> files,
        Optional<MetadataFields> noted,
        boolean quoting,
        boolean research,
        Optional<String> model,
        GenerationSettings generation,
        boolean streaming,
        boolean background,
        boolean ephemeral,
        String conversationName,
        String userLabel) {
    public AskRequest {
        requireNonNull(dialog, "dialog");
        requireNonNull(question, "question");
        requireNonNull(conversation, "conversation");
        requireNonNull(place, "place");
        history = history.map(List::copyOf);
        variables = Map.copyOf(variables);
        documents = documents.map(Set::copyOf);
        requireNonNull(metadata, "metadata");
        knowledgeBases = List.copyOf(knowledgeBases);
        files = List.copyOf(files);
        requireNonNull(noted, "noted");
        requireNonNull(model, "model");
        requireNonNull(generation, "generation");
        requireNonNull(conversationName, "conversationName");
        requireNonNull(userLabel, "userLabel");
        if (ephemeral && conversation.isPresent()) {
            throw new IllegalArgumentException("an ephemeral question has no conversation");
        }
    }

    /** Begins a request to {@code dialog}. */
    public static Builder to(DialogId dialog, String question) {
        return new Builder(dialog, question);
    }

    /** A request in the making; not for several threads. */
    public static final class Builder {

        private final DialogId dialog;
        private final String question;
        private Optional<ConversationId> conversation = Optional.empty();
        private Place place = new Place.End();
        private Optional<List<PromptMessage>> history = Optional.empty();
        private Map<String, String> variables = Map.of();
        private Optional<Set<DocumentId>> documents = Optional.empty();
        private Optional<MetadataFilter> metadata = Optional.empty();
        private List<KnowledgeBaseId> knowledgeBases = List.of();
        private List<DocumentId> files = List.of();
        private Optional<MetadataFields> noted = Optional.empty();
        private boolean quoting = true;
        private boolean research;
        private Optional<String> model = Optional.empty();
        private GenerationSettings generation = GenerationSettings.NONE;
        private boolean streaming = true;
        private boolean background;
        private boolean ephemeral;
        private String conversationName = "New session";
        private String userLabel = "";

        private Builder(DialogId dialog, String question) {
            this.dialog = dialog;
            this.question = question;
        }

        public Builder in(Optional<ConversationId> conversation) {
            this.conversation = conversation;
            return this;
        }

        /** Behind {@code turn}; at the end of the conversation for an empty one. */
        public Builder after(Optional<TurnId> turn) {
            return at(turn.<Place>map(Place.After::new).orElseGet(Place.End::new));
        }

        public Builder at(Place place) {
            this.place = place;
            return this;
        }

        public Builder history(Optional<List<PromptMessage>> history) {
            this.history = history;
            return this;
        }

        public Builder variables(Map<String, String> variables) {
            this.variables = variables;
            return this;
        }

        public Builder documents(Optional<Set<DocumentId>> documents) {
            this.documents = documents;
            return this;
        }

        public Builder metadata(Optional<MetadataFilter> metadata) {
            this.metadata = metadata;
            return this;
        }

        public Builder beside(List<KnowledgeBaseId> knowledgeBases) {
            this.knowledgeBases = knowledgeBases;
            return this;
        }

        /** By the ids of the attachments, in their order. */
        public Builder files(List<DocumentId> files) {
            this.files = files;
            return this;
        }

        public Builder noted(Optional<MetadataFields> noted) {
            this.noted = noted;
            return this;
        }

        public Builder quoting(boolean quoting) {
            this.quoting = quoting;
            return this;
        }

        public Builder research(boolean research) {
            this.research = research;
            return this;
        }

        public Builder model(Optional<String> model) {
            this.model = model;
            return this;
        }

        public Builder generation(GenerationSettings generation) {
            this.generation = generation;
            return this;
        }

        public Builder streaming(boolean streaming) {
            this.streaming = streaming;
            return this;
        }

        public Builder background(boolean background) {
            this.background = background;
            return this;
        }

        public Builder ephemeral(boolean ephemeral) {
            this.ephemeral = ephemeral;
            return this;
        }

        public Builder named(String conversationName) {
            this.conversationName = conversationName;
            return this;
        }

        public Builder userLabel(String userLabel) {
            this.userLabel = userLabel;
            return this;
        }

        public AskRequest build() {
            return new AskRequest(
                    dialog,
                    question,
                    conversation,
                    place,
                    history,
                    variables,
                    documents,
                    metadata,
                    knowledgeBases,
                    files,
                    noted,
                    quoting,
                    research,
                    model,
                    generation,
                    streaming,
                    background,
                    ephemeral,
                    conversationName,
                    userLabel);
        }
    }
}
