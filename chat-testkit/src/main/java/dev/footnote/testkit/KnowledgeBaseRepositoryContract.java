package dev.footnote.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.domain.conversation.Conversation;
import dev.footnote.domain.conversation.OpenConversation;
import dev.footnote.domain.dialog.Dialog;
import dev.footnote.domain.identity.Member;
import dev.footnote.domain.identity.Member.Role;
import dev.footnote.domain.identity.Tenant;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.identity.User;
import dev.footnote.domain.identity.UserId;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.DocumentStatus;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.knowledge.Listing;
import dev.footnote.domain.knowledge.Page;
import dev.footnote.ports.store.KnowledgeBaseRepository;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link KnowledgeBaseRepository} promises. */
public abstract class KnowledgeBaseRepositoryContract extends StoreContract {

    private final TenantId ours = Samples.tenant();
    private final TenantId theirs = Samples.tenant();
    private KnowledgeBaseRepository bases;

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
    void letsMembersOfATeamUseWhatIsSharedWithIt() {
        TenantId owner = registered();
        TenantId guest = registered();
        KnowledgeBase shared = Samples.knowledgeBase(owner);
        KnowledgeBase kept = personal(owner);
        bases.add(shared);
        bases.add(kept);
        var member = new Member(Samples.id(), owner, new UserId(guest.value()), Role.INVITED, Samples.AT);

        members().add(member);
        assertUsableBy(guest, shared, kept, List.of());
        members().save(member.with(Role.NORMAL, Samples.AT));
        assertUsableBy(guest, shared, kept, List.of(shared));
        assertUsableBy(owner, shared, kept, List.of(shared, kept));

        assertThat(bases.remove(guest, shared.id())).isFalse();
        var taken = new KnowledgeBase(
                shared.id(),
                guest,
                shared.createdBy(),
                shared.settings().named("Mine now"),
                shared.size(),
                shared.createdAt(),
                shared.updatedAt());
        assertThat(bases.save(taken)).isFalse();
        assertThat(bases.find(owner, shared.id())).contains(shared);

        members().remove(owner, member.user());
        assertUsableBy(guest, shared, kept, List.of());
    }

    private void assertUsableBy(TenantId tenant, KnowledgeBase one, KnowledgeBase other, List<KnowledgeBase> usable) {
        assertThat(bases.findAll(tenant, Set.of(one.id(), other.id()))).containsExactlyInAnyOrderElementsOf(usable);
        assertThat(bases.list(tenant, Listing.ALL).items()).containsExactlyInAnyOrderElementsOf(usable);
        assertThat(bases.find(tenant, one.id()).isPresent()).isEqualTo(usable.contains(one));
        assertThat(bases.find(tenant, other.id()).isPresent()).isEqualTo(usable.contains(other));
        Dialog dialog = Samples.dialog(tenant, List.of(one.id(), other.id()));
        dialogs().add(dialog);
        Conversation conversation = Samples.conversation(dialog);
        conversations().add(conversation);
        assertThat(conversations().open(tenant, dialog.id(), conversation.id(), 1))
                .map(OpenConversation::knowledgeBases)
                .contains(usable);
        dialogs().remove(tenant, dialog.id());
    }

    private TenantId registered() {
        User user = Samples.user("team-" + Samples.id());
        users().add(user);
        tenants().add(new Tenant(user.id().ownTenant(), "Team", Tenant.DefaultModels.NONE));
        return user.id().ownTenant();
    }

    private static KnowledgeBase personal(TenantId owner) {
        KnowledgeBase team = Samples.knowledgeBase(owner);
        KnowledgeBase.Settings shared = team.settings();
        return team.with(
                new KnowledgeBase.Settings(
                        shared.name(),
                        shared.avatar(),
                        shared.description(),
                        shared.language(),
                        shared.embeddingModel(),
                        KnowledgeBase.Permission.ME,
                        shared.chunking(),
                        shared.parser(),
                        shared.pagerank()),
                team.updatedAt());
    }

    @Test
    void listsThoseOfAllTenants() {
        KnowledgeBase one = add("Base");
        KnowledgeBase other = Samples.knowledgeBase(theirs);
        bases.add(other);

        assertThat(bases.everyTenants()).contains(one, other);
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
