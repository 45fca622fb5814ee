package dev.footnote.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.domain.conversation.Conversation;
import dev.footnote.domain.dialog.Dialog;
import dev.footnote.domain.dialog.DialogId;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.knowledge.Listing;
import dev.footnote.domain.knowledge.Page;
import dev.footnote.ports.store.DialogRepository;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link DialogRepository} promises. */
public abstract class DialogRepositoryContract extends StoreContract {

    private final TenantId ours = Samples.tenant();
    private final TenantId theirs = Samples.tenant();
    private DialogRepository dialogs;

    @BeforeEach
    void openRepository() {
        dialogs = dialogs();
    }

    @Test
    void keepsEveryField() {
        Dialog dialog = Samples.dialog(ours, List.of(new KnowledgeBaseId("b"), new KnowledgeBaseId("a")));

        assertThat(dialogs.add(dialog)).isTrue();
        assertThat(dialogs.find(ours, dialog.id())).contains(dialog);

        Dialog changed = dialog.with(Samples.dialog(ours, List.of()).settings(), Samples.AT.plusSeconds(9));
        assertThat(dialogs.save(changed)).isTrue();
        assertThat(dialogs.find(ours, dialog.id())).contains(changed);
    }

    @Test
    void hidesADialogFromOtherTenants() {
        Dialog dialog = Samples.dialog(ours, List.of());
        dialogs.add(dialog);
        var stolen = new Dialog(dialog.id(), theirs, dialog.settings(), Samples.AT, Samples.AT);

        assertThat(dialogs.find(theirs, dialog.id())).isEmpty();
        assertThat(dialogs.list(theirs, Listing.ALL)).isEqualTo(new Page<>(List.of(), 0));
        assertThat(dialogs.save(stolen)).isFalse();
        assertThat(dialogs.remove(theirs, dialog.id())).isFalse();
        assertThat(dialogs.find(ours, dialog.id())).contains(dialog);
    }

    @Test
    void refusesANameThatTheTenantHasIgnoringCase() {
        Dialog first = Samples.dialog(ours, "Übung_1", List.of());
        Dialog second = Samples.dialog(ours, "Other", List.of());

        assertThat(dialogs.add(first)).isTrue();
        assertThat(dialogs.add(Samples.dialog(ours, "üBUNG_1", List.of()))).isFalse();
        assertThat(dialogs.add(Samples.dialog(theirs, "Übung_1", List.of()))).isTrue();
        assertThat(dialogs.add(second)).isTrue();
        assertThat(dialogs.save(second.with(first.settings(), Samples.AT))).isFalse();
        assertThat(dialogs.save(first)).isTrue();
        assertThat(dialogs.find(ours, second.id())).contains(second);
    }

    @Test
    void addsOneOfTwentyOfTheSameName() throws Exception {
        Callable<Boolean> adding = () -> dialogs.add(Samples.dialog(ours, "Same", List.of()));

        int added = 0;
        try (var threads = Executors.newFixedThreadPool(20)) {
            for (Future<Boolean> one : threads.invokeAll(Collections.nCopies(20, adding))) {
                added += one.get() ? 1 : 0;
            }
        }

        assertThat(added).isEqualTo(1);
        assertThat(dialogs.list(ours, Listing.ALL).total()).isEqualTo(1);
    }

    @Test
    void savesOnlyWhatIsThere() {
        assertThat(dialogs.save(Samples.dialog(ours, List.of()))).isFalse();
    }

    @Test
    void listsByNameAndByWhatIsInIt() {
        Dialog first = add("Übung_1", 1, 1);
        Dialog second = add("Other 100%", 2, 2);

        assertThat(named("ÜBUNG_1").items()).containsExactly(first);
        assertThat(named("Übung").items()).isEmpty();
        assertThat(keywords("G_1").items()).containsExactly(first);
        assertThat(keywords("0%").items()).containsExactly(second);
        assertThat(keywords("_0").items()).isEmpty();
        assertThat(keywords("").total()).isEqualTo(2);
    }

    @Test
    void ordersAndPages() {
        Dialog b = add("b", 1, 9);
        Dialog c = add("C", 2, 8);
        Dialog a = add("a", 3, 7);

        assertThat(ordered(Listing.Order.CREATED, false)).containsExactly(b, c, a);
        assertThat(ordered(Listing.Order.CREATED, true)).containsExactly(a, c, b);
        assertThat(ordered(Listing.Order.UPDATED, false)).containsExactly(a, c, b);
        assertThat(ordered(Listing.Order.NAME, false)).containsExactly(a, b, c);
        assertThat(dialogs.list(ours, listing(Listing.Order.NAME, false, 1, 1))).isEqualTo(new Page<>(List.of(b), 3));
        assertThat(dialogs.list(ours, listing(Listing.Order.NAME, false, 3, 5))).isEqualTo(new Page<>(List.of(), 3));
        assertThat(dialogs.list(ours, listing(Listing.Order.NAME, false, 0, 0))).isEqualTo(new Page<>(List.of(), 3));
    }

    @Test
    void ordersByIdWhatIsEqual() {
        IntStream.range(0, 9).forEach(i -> add("Dialog " + i, 1, 1));

        assertThat(ordered(Listing.Order.CREATED, true))
                .hasSize(9)
                .extracting(dialog -> dialog.id().value())
                .isSorted();
    }

    @Test
    void forgetsInTimeThatADialogWasRemoved() {
        Dialog dialog = add("Dialog", 1, 1);
        dialogs.remove(ours, dialog.id());

        dialogs.forgetRemoved(Instant.EPOCH);
        assertThat(dialogs.removed(ours, dialog.id())).isTrue();
        assertThat(dialogs.forgetRemoved(Instant.now().plusSeconds(3600))).isPositive();
        assertThat(dialogs.removed(ours, dialog.id())).isFalse();
    }

    @Test
    void removesADialogWithItsConversations() {
        Dialog dialog = add("Dialog", 1, 1);
        Conversation conversation = Samples.conversation(dialog);
        conversations().add(conversation);

        assertThat(dialogs.removed(ours, dialog.id())).isFalse();
        assertThat(dialogs.remove(ours, dialog.id())).isTrue();
        assertThat(dialogs.remove(ours, dialog.id())).isFalse();
        assertThat(dialogs.removed(ours, dialog.id())).isTrue();
        assertThat(dialogs.removed(theirs, dialog.id())).isFalse();

        assertThat(dialogs.find(ours, dialog.id())).isEmpty();
        assertThat(conversations().find(ours, dialog.id(), conversation.id())).isEmpty();
        assertThat(conversations().add(Samples.conversation(dialog))).isFalse();
    }

    private Dialog add(String name, int created, int updated) {
        Instant epoch = Samples.AT;
        var dialog = new Dialog(
                new DialogId(Samples.id()),
                ours,
                Samples.dialog(ours, name, List.of()).settings(),
                epoch.plusSeconds(created),
                epoch.plusSeconds(updated));
        assertThat(dialogs.add(dialog)).isTrue();
        return dialog;
    }

    private List<Dialog> ordered(Listing.Order order, boolean descending) {
        return dialogs.list(ours, listing(order, descending, 0, 100)).items();
    }

    private Page<Dialog> named(String name) {
        return dialogs.list(ours, new Listing(Optional.of(name), "", Listing.Order.NAME, false, 0, 10));
    }

    private Page<Dialog> keywords(String keywords) {
        return dialogs.list(ours, new Listing(Optional.empty(), keywords, Listing.Order.NAME, false, 0, 10));
    }

    private static Listing listing(Listing.Order order, boolean descending, int offset, int limit) {
        return new Listing(Optional.empty(), "", order, descending, offset, limit);
    }
}
