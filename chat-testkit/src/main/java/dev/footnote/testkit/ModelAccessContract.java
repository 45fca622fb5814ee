package dev.footnote.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.footnote.domain.dialog.GenerationSettings;
import dev.footnote.domain.model.ModelKind;
import dev.footnote.domain.model.Provider;
import dev.footnote.domain.prompt.ChatPrompt;
import dev.footnote.domain.prompt.PromptMessage;
import dev.footnote.domain.prompt.PromptMessage.Role;
import dev.footnote.ports.model.EmbeddingModel.Purpose;
import dev.footnote.ports.model.ModelAccess;
import dev.footnote.ports.model.ModelAccess.Endpoint;
import dev.footnote.ports.model.ModelException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every {@link ModelAccess} promises. */
public abstract class ModelAccessContract {

    /** The one to test. */
    protected abstract ModelAccess access();

    /** Where a model of that kind answers. */
    protected abstract Endpoint there(ModelKind kind);

    /** Where a model refuses the key. */
    protected abstract Endpoint locked(ModelKind kind);

    /** Addresses where nothing may be reached, or there is nothing. */
    protected abstract List<Endpoint> nowhere();

    @Test
    void reachesModels() {
        var text = new StringBuilder();
        access().chat(there(ModelKind.CHAT)).stream(prompt(), piece -> {
            text.append(piece);
            return true;
        });

        assertThat(text).isNotEmpty();
        assertThat(access().embedding(there(ModelKind.EMBEDDING)).embed(Purpose.PASSAGE, List.of("a", "b")))
                .hasSize(2);
        assertThat(access().reranker(there(ModelKind.RERANK)).score("q", List.of("a", "b")))
                .hasSize(2);
    }

    @ParameterizedTest
    @EnumSource
    void seesWhetherAModelAnswers(ModelKind kind) {
        access().check(kind, there(kind));

        assertThatExceptionOfType(ModelException.Unauthorized.class)
                .isThrownBy(() -> access().check(kind, locked(kind)));
        for (Endpoint endpoint : nowhere()) {
            assertThatExceptionOfType(ModelException.class)
                    .as(endpoint.base())
                    .isThrownBy(() -> access().check(kind, endpoint));
        }
    }

    @Test
    void sendsNothingBeforeItIsAsked() {
        for (Endpoint endpoint : nowhere()) {
            assertThatExceptionOfType(ModelException.class)
                    .as(endpoint.base())
                    .isThrownBy(() -> access().chat(endpoint).stream(prompt(), piece -> true));
            assertThatExceptionOfType(ModelException.class)
                    .isThrownBy(() -> access().embedding(endpoint).embed(Purpose.QUESTION, List.of("a")));
            assertThatExceptionOfType(ModelException.class)
                    .isThrownBy(() -> access().reranker(endpoint).score("q", List.of("a")));
        }
    }

    @Test
    void knowsEachProviderOnce() {
        assertThat(access().providers())
                .extracting(Provider::name)
                .isNotEmpty()
                .doesNotHaveDuplicates()
                .allSatisfy(name -> assertThat(name).isNotBlank().doesNotContain("@"));
    }

    private static ChatPrompt prompt() {
        return new ChatPrompt(
                "", List.of(new PromptMessage(Role.USER, "Hello")), "Hello", List.of(), GenerationSettings.NONE);
    }
}
