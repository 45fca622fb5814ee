package dev.footnote.application.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.application.Scene;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.ports.model.ModelException;
import dev.footnote.testkit.CountingTelemetry.Totals;
import dev.footnote.testkit.InMemoryPorts;
import dev.footnote.testkit.ScriptedModel;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MeasuredTurnTest {

    private @Nullable Scene scene;

    @AfterEach
    void close() {
        if (scene != null) {
            scene.close();
        }
    }

    @Test
    void countsWhatATurnNeedsOnceEach() {
        scene = new Scene(InMemoryPorts.saying("Refunds take ten days. They do."));
        KnowledgeBase base = scene.knowing("Refunds take ten days.");
        Totals before = totals(scene);
        assertThat(before.documents()).isEqualTo(1);
        assertThat(before.chunks()).isPositive();
        assertThat(before.texts()).isEqualTo(before.chunks());

        scene.ask(scene.conversation(scene.dialog(base)), "How long do refunds take?")
                .awaitEnd();

        Totals after = totals(scene);
        assertThat(after.turns()).isEqualTo(1);
        assertThat(after.complete()).isEqualTo(1);
        assertThat(after.begun()).isEqualTo(1);
        assertThat(after.searches()).isEqualTo(1);
        assertThat(after.texts()).isEqualTo(before.texts() + 1);
    }

    @Test
    void countsATurnThatFailsBeforeItsFirstWord() {
        scene = new Scene(InMemoryPorts.answering(ScriptedModel.failing(new ModelException.Refused("no"))));

        scene.ask(scene.conversation(scene.talkingDialog()), "Why?").awaitEnd();

        assertThat(totals(scene).turns()).isEqualTo(1);
        assertThat(totals(scene).complete()).isZero();
        assertThat(totals(scene).begun()).isZero();
    }

    private static Totals totals(Scene scene) {
        return scene.memory.telemetry().totals();
    }
}
