package dev.footnote.application.knowledge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.footnote.application.ChatApplication;
import dev.footnote.domain.citation.Passage;
import dev.footnote.domain.citation.Passage.State;
import dev.footnote.domain.citation.Span;
import dev.footnote.domain.failure.ChatException.Forbidden;
import dev.footnote.domain.failure.ChatException.NotFound;
import dev.footnote.domain.failure.Thing;
import dev.footnote.domain.identity.AuditEntry;
import dev.footnote.domain.identity.AuditEntry.Action;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.identity.Email;
import dev.footnote.domain.identity.Secret;
import dev.footnote.domain.knowledge.Chunk;
import dev.footnote.domain.knowledge.Chunking;
import dev.footnote.domain.knowledge.ClientSettings;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.DocumentStatus;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.KnowledgeBase.Permission;
import dev.footnote.testkit.InMemoryBlobs;
import dev.footnote.testkit.InMemoryPorts;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TeamDocumentsTest {

    private final Queue<Runnable> later = new ArrayDeque<>();
    private final ChatApplication app = ChatApplication.over(ports().ports(), ChatApplication.Limits.DEFAULT);
    private final Caller ann = register("ann");
    private final Caller bob = register("bob");

    TeamDocumentsTest() {
        app.start();
    }

    @AfterEach
    void stop() {
        app.stop(Duration.ZERO);
    }

    private InMemoryPorts ports() {
        return InMemoryPorts.saying("Yes.").withWorkers(later::add);
    }

    @Test
    void nobodyElseStopsTheParsingOfADocument() {
        KnowledgeBase base = base(Permission.ME);
        Document document = upload(ann, base);
        app.manageDocuments().parse(ann, base.id(), document.id());

        assertThat(app.manageDocuments().remove(bob, base.id(), document.id())).isFalse();
        later.forEach(Runnable::run);

        assertThat(app.manageDocuments()
                        .find(ann, base.id(), document.id())
                        .parsing()
                        .status())
                .isEqualTo(new DocumentStatus.Ready());
    }

    @Test
    void aMembersDocumentIsTheOwnersAndTheLogSaysWhoRemovedIt() {
        KnowledgeBase base = base(Permission.TEAM);
        join();

        Document document = upload(bob, base);
        assertThat(document.tenant()).isEqualTo(ann.tenant());
        assertThat(document.createdBy()).isEqualTo(bob.user());
        assertThat(app.manageDocuments().find(ann, base.id(), document.id())).isEqualTo(document);
        assertThat(app.manageDocuments().findAll(bob, Set.of(document.id()))).containsExactly(document);
        assertThat(app.manageDocuments().remove(bob, base.id(), document.id())).isTrue();

        AuditEntry last = app.auditTrail().list(ann, ann.tenant(), 0, 1).items().getFirst();
        assertThat(last.actor()).isEqualTo(bob.user());
        assertThat(last.action()).isEqualTo(Action.REMOVED);
        assertThat(last.thing()).isEqualTo(Thing.DOCUMENT);
        assertThat(last.subject()).isEqualTo(document.id().value());
        assertThat(app.auditTrail().list(bob, bob.tenant(), 0, 1).items()).isEmpty();
    }

    @Test
    void aCitationOfATeamsDocumentHoldsForItsMembersAlone() {
        KnowledgeBase base = base(Permission.TEAM);
        Document document = upload(ann, base);
        Chunk chunk =
                app.manageChunks().create(ann, base.id(), document.id(), "Facts are facts.", List.of(), List.of());
        var passage = new Passage(document.id(), chunk.id(), new Span(0, 5), Passage.hash("Facts"));

        assertThat(app.checkCitations().check(bob, Set.of(passage))).containsEntry(passage, State.GONE);
        join();
        assertThat(app.checkCitations().check(bob, Set.of(passage))).containsEntry(passage, State.HOLDS);
    }

    @Test
    void aMemberChangesNoSettings() {
        KnowledgeBase base = base(Permission.TEAM);
        join();

        assertThatExceptionOfType(Forbidden.class)
                .isThrownBy(() -> app.manageKnowledgeBases().update(bob, base.id(), before -> before.named("Other")));
        assertThat(app.manageKnowledgeBases().remove(bob, base.id())).isFalse();
        assertThat(app.manageKnowledgeBases().find(ann, base.id())).isEqualTo(base);
    }

    @Test
    void whoIsNoMemberHasNothing() {
        KnowledgeBase base = base(Permission.TEAM);

        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> upload(bob, base));
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> app.manageKnowledgeBases().find(bob, base.id()));
    }

    private void join() {
        app.manageTeams().invite(ann, ann.tenant(), "bob@example.org");
        app.manageTeams().accept(bob, ann.tenant());
    }

    private Document upload(Caller caller, KnowledgeBase base) {
        return app.manageDocuments().upload(caller, base.id(), "a.txt", InMemoryBlobs.source("Facts.".getBytes(UTF_8)));
    }

    private Caller register(String name) {
        var user = app.manageUsers()
                .register(new Email(name + "@example.org"), name, new Secret("password"))
                .user();
        return new Caller(user.id(), user.id().ownTenant());
    }

    private KnowledgeBase base(Permission permission) {
        return app.manageKnowledgeBases()
                .create(
                        ann,
                        new KnowledgeBase.Settings(
                                "Facts",
                                Optional.empty(),
                                Optional.empty(),
                                "English",
                                "",
                                permission,
                                Chunking.General.DEFAULT,
                                ClientSettings.NONE,
                                0));
    }
}
