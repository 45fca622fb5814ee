package dev.footnote.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.domain.conversation.Conversation;
import dev.footnote.domain.conversation.OpenConversation;
import dev.footnote.domain.dialog.Dialog;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.DocumentStatus;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.knowledge.Listing;
import dev.footnote.domain.knowledge.Page;
import dev.footnote.ports.store.ChunkRepository;
import dev.footnote.ports.store.ConversationRepository;
import dev.footnote.ports.store.DialogRepository;
import dev.footnote.ports.store.DocumentRepository;
import dev.footnote.ports.store.KnowledgeBaseRepository;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link KnowledgeBaseRepository} promises. */
public abstract class KnowledgeBaseRepositoryContract {

    private final TenantId ours = Samples.tenant();
    private final TenantId theirs = Samples.tenant();
    private KnowledgeBaseRepository bases;

    /** The repository to test. */
    protected abstract KnowledgeBaseRepository knowledgeBases();

    /** One over the same store. */
    protected abstract DocumentRepository documents();

    /** One over the same store. */
    protected abstract ChunkRepository chunks();

    /** One over the same store. */
    protected abstract DialogRepository dialogs();

    /** One over the same store. */
    protected abstract ConversationRepository conversations();

    @BeforeEach
    void openRepository() {
        bases = knowledgeBases();
    }

    @Test
    void keepsEveryField() {
        KnowledgeBase base = add("Base");
        assertThat(bases.find(ours, base.id())).contains(base);

        var changed = new KnowledgeBase(
                base.id(),
                ours,
                base.createdBy(),
                base.settings().named("Other"),
                KnowledgeBase.Size.EMPTY,
                base.createdAt(),
                Samples.AT.plusSeconds(9));
        assertThat(bases.save(changed)).isTrue();
        assertThat(bases.find(ours, base.id())).contains(changed);
        assertThat(bases.save(Samples.knowledgeBase(ours))).isFalse();
    }

    @Test
    void countsWhatIsInIt() {
        KnowledgeBase base = add("Base");
        documents().add(Samples.document(base, new DocumentStatus.Ready()));
        documents().add(Samples.document(base, new DocumentStatus.Failed("why")));
        documents().add(Samples.document(add("Other"), new DocumentStatus.Ready()));

        var size = new KnowledgeBase.Size(2, 14, 200);
        assertThat(bases.find(ours, base.id()).map(KnowledgeBase::size)).contains(size);
        assertThat(bases.list(ours, named("base")).items())
                .extracting(KnowledgeBase::size)
                .containsExactly(size);
        assertThat(bases.findAll(ours, Set.of(base.id())))
                .extracting(KnowledgeBase::size)
                .containsExactly(size);
    }

    @Test
    void hidesAKnowledgeBaseFromOtherTenants() {
        KnowledgeBase base = add("Base");
        var stolen = new KnowledgeBase(
                base.id(), theirs, base.createdBy(), base.settings(), base.size(), Samples.AT, Samples.AT);

        assertThat(bases.find(theirs, base.id())).isEmpty();
        assertThat(bases.findAll(theirs, Set.of(base.id()))).isEmpty();
        assertThat(bases.list(theirs, Listing.ALL)).isEqualTo(new Page<>(List.of(), 0));
        assertThat(bases.save(stolen)).isFalse();
        assertThat(bases.remove(theirs, base.id())).isFalse();
        assertThat(bases.find(ours, base.id())).contains(base);
    }

    @Test
    void refusesANameThatTheTenantHasIgnoringCase() {
        KnowledgeBase first = add("Übung");
        KnowledgeBase second = add("Other");
        var renamed = new KnowledgeBase(
                second.id(), ours, second.createdBy(), first.settings(), second.size(), Samples.AT, Samples.AT);

        assertThat(bases.add(Samples.knowledgeBase(ours, "üBUNG"))).isFalse();
        assertThat(bases.add(Samples.knowledgeBase(theirs, "Übung"))).isTrue();
        assertThat(bases.save(renamed)).isFalse();
        assertThat(bases.find(ours, second.id())).contains(second);
    }

    @Test
    void findsThoseThatThereAre() {
        KnowledgeBase first = add("First");
        KnowledgeBase second = add("Second");
        add("Third");

        assertThat(bases.findAll(ours, Set.of(first.id(), second.id(), new KnowledgeBaseId("gone"))))
                .containsExactlyInAnyOrder(first, second);
        assertThat(bases.findAll(ours, Set.of())).isEmpty();
        assertThat(bases.list(ours, new Listing(Optional.empty(), "R", Listing.Order.NAME, true, 0, 1)))
                .satisfies(page -> {
                    assertThat(page.total()).isEqualTo(2);
                    assertThat(page.items())
                            .extracting(base -> base.settings().name())
                            .containsExactly("Third");
                });
    }

    @Test
    void opensAConversationWithThoseOfTheDialogInItsOrder() {
        KnowledgeBase first = add("First");
        KnowledgeBase second = add("Second");
        KnowledgeBase foreign = Samples.knowledgeBase(theirs);
        bases.add(foreign);
        Dialog dialog =
                Samples.dialog(ours, List.of(second.id(), new KnowledgeBaseId("gone"), foreign.id(), first.id()));
        dialogs().add(dialog);
        Conversation conversation = Samples.conversation(dialog);
        conversations().add(conversation);

        OpenConversation open =
                conversations().open(ours, dialog.id(), conversation.id(), 10).orElseThrow();

        assertThat(open.knowledgeBases()).containsExactly(second, first);
    }

    @Test
    void removesAKnowledgeBaseWithItsDocumentsAndChunks() {
        KnowledgeBase base = add("Base");
        Document document = Samples.document(base, new DocumentStatus.Ready());
        documents().add(document);
        var chunk = Samples.chunk(document, 0, "text");
        chunks().add(ours, document.id(), List.of(chunk));

        assertThat(bases.remove(ours, base.id())).isTrue();
        assertThat(bases.remove(ours, base.id())).isFalse();

        assertThat(documents().find(ours, base.id(), document.id())).isEmpty();
        assertThat(chunks().find(ours, base.id(), chunk.id())).isEmpty();
        assertThat(documents().add(document)).isFalse();
    }

    private KnowledgeBase add(String name) {
        KnowledgeBase base = Samples.knowledgeBase(ours, name);
        assertThat(bases.add(base)).isTrue();
        return base;
    }

    private static Listing named(String name) {
        return new Listing(Optional.of(name), "", Listing.Order.NAME, false, 0, 10);
    }
}
