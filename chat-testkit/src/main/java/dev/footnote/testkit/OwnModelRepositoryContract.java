package dev.footnote.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.model.ModelKind;
import dev.footnote.domain.model.ModelName;
import dev.footnote.domain.model.OwnModel;
import dev.footnote.domain.model.OwnModel.Access;
import dev.footnote.ports.store.OwnModelRepository;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link OwnModelRepository} promises. */
public abstract class OwnModelRepositoryContract extends StoreContract {

    private final TenantId ours = Samples.tenant();
    private final TenantId theirs = Samples.tenant();
    private OwnModelRepository models;

    @BeforeEach
    void openRepository() {
        models = ownModels();
    }

    @Test
    void keepsEveryFieldByProviderAndName() {
        OwnModel writer = model(ours, "writer", "Zed", ModelKind.CHAT);
        OwnModel vectors = model(ours, "a@b", "Zed", ModelKind.EMBEDDING);
        OwnModel judge = model(ours, "judge", "Able", ModelKind.RERANK).enabled(false);

        models.save(List.of(writer, vectors, judge));

        assertThat(models.list(ours)).containsExactly(judge, vectors, writer);
    }

    @Test
    void replacesAModelOfTheSameName() {
        OwnModel writer = model(ours, "writer", "Zed", ModelKind.CHAT);
        models.save(List.of(writer, model(ours, "writer", "Able", ModelKind.CHAT)));

        var moved = new OwnModel(ours, writer.name(), ModelKind.EMBEDDING, new Access("else", "other"), 7, false);
        models.save(List.of(moved));

        assertThat(models.list(ours)).hasSize(2).contains(moved).doesNotContain(writer);
    }

    @Test
    void hidesModelsFromOtherTenants() {
        OwnModel writer = model(ours, "writer", "Zed", ModelKind.CHAT);
        OwnModel namesake = model(theirs, "writer", "Zed", ModelKind.CHAT);
        models.save(List.of(writer));

        assertThat(models.list(theirs)).isEmpty();
        assertThat(models.enable(theirs, writer.name(), false)).isFalse();
        assertThat(models.remove(theirs, writer.name())).isFalse();
        assertThat(models.removeAll(theirs, "Zed")).isFalse();
        models.save(List.of(namesake));
        assertThat(models.removeAll(theirs, "Zed")).isTrue();
        assertThat(models.list(ours)).containsExactly(writer);
    }

    @Test
    void switchesAModelOffAndOn() {
        OwnModel writer = model(ours, "writer", "Zed", ModelKind.CHAT);
        models.save(List.of(writer));

        assertThat(models.enable(ours, writer.name(), false)).isTrue();
        assertThat(models.list(ours)).containsExactly(writer.enabled(false));
        assertThat(models.enable(ours, writer.name(), true)).isTrue();
        assertThat(models.list(ours)).containsExactly(writer);
        assertThat(models.enable(ours, new ModelName("writer", "Able"), true)).isFalse();
    }

    @Test
    void removesOneOrAllOfAProvider() {
        OwnModel kept = model(ours, "writer", "Able", ModelKind.CHAT);
        models.save(List.of(
                kept,
                model(ours, "one", "Zed", ModelKind.CHAT),
                model(ours, "two", "Zed", ModelKind.CHAT),
                model(ours, "three", "Zed", ModelKind.CHAT)));

        assertThat(models.remove(ours, new ModelName("one", "Zed"))).isTrue();
        assertThat(models.remove(ours, new ModelName("one", "Zed"))).isFalse();
        assertThat(models.list(ours)).hasSize(3);
        assertThat(models.removeAll(ours, "Zed")).isTrue();
        assertThat(models.removeAll(ours, "Zed")).isFalse();
        assertThat(models.list(ours)).containsExactly(kept);
    }

    private static OwnModel model(TenantId tenant, String name, String provider, ModelKind kind) {
        return new OwnModel(
                tenant,
                new ModelName(name, provider),
                kind,
                new Access("https://models.example/v1", "sealed"),
                4_096,
                true);
    }
}
