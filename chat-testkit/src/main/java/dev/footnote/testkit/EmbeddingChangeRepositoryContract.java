package dev.footnote.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.knowledge.EmbeddingChange;
import dev.footnote.domain.knowledge.EmbeddingChange.Cancelled;
import dev.footnote.domain.knowledge.EmbeddingChange.Failed;
import dev.footnote.domain.knowledge.EmbeddingChange.Finished;
import dev.footnote.domain.knowledge.EmbeddingChange.Running;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.ports.store.EmbeddingChangeRepository;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link EmbeddingChangeRepository} promises. */
public abstract class EmbeddingChangeRepositoryContract extends StoreContract {

    private final TenantId ours = Samples.tenant();
    private EmbeddingChangeRepository changes;
    private KnowledgeBase base;

    @BeforeEach
    void openRepository() {
        changes = embeddingChanges();
        base = Samples.knowledgeBase(ours);
        knowledgeBases().add(base);
    }

    @Test
    void keepsEveryField() {
        EmbeddingChange change = change("new@model", 0);
        assertThat(changes.begin(change)).isTrue();
        assertThat(changes.find(ours, base.id())).contains(change);
        assertThat(changes.report(change.at(7))).isTrue();
        assertThat(changes.find(ours, base.id())).contains(change.at(7));

        EmbeddingChange failed = change.at(7).become(new Failed("it is \0 away"));
        assertThat(changes.report(failed)).isTrue();
        assertThat(changes.find(ours, base.id()).orElseThrow().state()).isInstanceOf(Failed.class);
        assertThat(changes.report(change.at(8))).isFalse();
        assertThat(changes.find(ours, base.id()).orElseThrow().done()).isEqualTo(7);
    }

    @Test
    void beginsOneAtATime() {
        EmbeddingChange change = change("new@model", 0);
        assertThat(changes.begin(change)).isTrue();
        EmbeddingChange other = change("other@model", 1);
        assertThat(changes.begin(other)).isFalse();
        assertThat(changes.report(other.at(3))).isFalse();

        changes.report(change.become(new Cancelled()));
        assertThat(changes.begin(other)).isTrue();
        changes.report(other.become(new Finished()));
        assertThat(changes.find(ours, base.id())).contains(other.become(new Finished()));
    }

    @Test
    void listsThoseThatAreRunningTheOldestFirst() {
        KnowledgeBase second = Samples.knowledgeBase(ours);
        KnowledgeBase third = Samples.knowledgeBase(ours);
        knowledgeBases().add(second);
        knowledgeBases().add(third);
        EmbeddingChange late = change(second.id(), ours, "new@model", 9);
        EmbeddingChange early = change(base.id(), ours, "new@model", 1);
        EmbeddingChange done = change(third.id(), ours, "new@model", 2);
        changes.begin(late);
        changes.begin(early);
        changes.begin(done);
        changes.report(done.become(new Finished()));

        assertThat(changes.running().stream()
                        .filter(change -> change.tenant().equals(ours))
                        .toList())
                .containsExactly(early, late);
    }

    @Test
    void belongsToTheTenantAndGoesWithTheKnowledgeBase() {
        TenantId theirs = Samples.tenant();
        assertThat(changes.begin(change(base.id(), theirs, "new@model", 0))).isFalse();
        assertThat(changes.begin(change(new KnowledgeBaseId("nowhere"), ours, "new@model", 0)))
                .isFalse();
        changes.begin(change("new@model", 0));
        assertThat(changes.find(theirs, base.id())).isEmpty();

        knowledgeBases().remove(ours, base.id());
        assertThat(changes.find(ours, base.id())).isEmpty();
    }

    private EmbeddingChange change(String model, int seconds) {
        return change(base.id(), ours, model, seconds);
    }

    private static EmbeddingChange change(KnowledgeBaseId base, TenantId tenant, String model, int seconds) {
        return new EmbeddingChange(base, tenant, model, new Running(), 0, 20, Samples.AT.plusSeconds(seconds));
    }
}
