package dev.footnote.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.domain.dialog.GenerationSettings;
import dev.footnote.domain.dialog.SearchOptions;
import dev.footnote.domain.identity.ApiToken;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.identity.UserId;
import dev.footnote.domain.knowledge.ClientSettings;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.knowledge.Listing;
import dev.footnote.domain.knowledge.MetadataFilter;
import dev.footnote.domain.knowledge.MetadataFilter.Condition;
import dev.footnote.domain.knowledge.MetadataFilter.Operator;
import dev.footnote.domain.knowledge.Page;
import dev.footnote.domain.search.SearchApp;
import dev.footnote.domain.search.SearchApp.About;
import dev.footnote.domain.search.SearchAppId;
import dev.footnote.domain.search.SearchSettings;
import dev.footnote.domain.search.SearchSettings.Effort;
import dev.footnote.ports.store.SearchAppRepository;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link SearchAppRepository} promises. */
public abstract class SearchAppRepositoryContract extends StoreContract {

    private static final SearchSettings SETTINGS = new SearchSettings(
            List.of(new KnowledgeBaseId("b"), new KnowledgeBaseId("a")),
            List.of(new DocumentId("d")),
            Optional.of(new MetadataFilter(
                    List.of(
                            new Condition(List.of("year"), Operator.AT_LEAST, 2025),
                            new Condition(List.of("author", "editor"), Operator.IN, List.of("Ann", "Bob"))),
                    false)),
            new Effort(OptionalInt.of(100), OptionalDouble.of(0.5), OptionalDouble.empty()),
            "reranker@factory",
            "model@factory",
            GenerationSettings.NONE,
            new SearchOptions(List.of("French"), true, false),
            new ClientSettings(Map.of("kb_ids", List.of("b", "a"), "top_k", 100, "deep", Map.of("x", true))));

    private final TenantId ours = Samples.tenant();
    private final TenantId theirs = Samples.tenant();
    private SearchAppRepository apps;

    @BeforeEach
    void openRepository() {
        apps = searchApps();
    }

    @Test
    void keepsEveryField() {
        SearchApp app = app(ours, "Search");

        assertThat(apps.add(app)).isTrue();
        assertThat(apps.find(ours, app.id())).contains(app);

        SearchApp changed = app.with(new About("Other", "", ""), SearchSettings.NONE, Samples.AT.plusSeconds(9));
        assertThat(apps.save(changed)).isTrue();
        assertThat(apps.find(ours, app.id())).contains(changed);
    }

    @Test
    void hidesASearchAppFromOtherTenants() {
        SearchApp app = app(ours, "Search");
        apps.add(app);
        var stolen =
                new SearchApp(app.id(), theirs, app.creator(), app.about(), app.settings(), Samples.AT, Samples.AT);

        assertThat(apps.find(theirs, app.id())).isEmpty();
        assertThat(apps.list(theirs, Listing.ALL)).isEqualTo(new Page<>(List.of(), 0));
        assertThat(apps.save(stolen)).isFalse();
        assertThat(apps.remove(theirs, app.id())).isFalse();
        assertThat(apps.find(ours, app.id())).contains(app);
    }

    @Test
    void refusesANameThatTheTenantHasIgnoringCase() {
        SearchApp first = app(ours, "Übung");
        SearchApp second = app(ours, "Other");

        assertThat(apps.add(first)).isTrue();
        assertThat(apps.add(app(ours, "üBUNG"))).isFalse();
        assertThat(apps.add(app(theirs, "Übung"))).isTrue();
        assertThat(apps.add(second)).isTrue();
        assertThat(apps.save(second.with(first.about(), SETTINGS, Samples.AT))).isFalse();
        assertThat(apps.save(first)).isTrue();
        assertThat(apps.find(ours, second.id())).contains(second);
    }

    @Test
    void addsOneOfTwentyOfTheSameName() throws Exception {
        Callable<Boolean> adding = () -> apps.add(app(ours, "Same"));

        int added = 0;
        try (var threads = Executors.newFixedThreadPool(20)) {
            for (Future<Boolean> one : threads.invokeAll(Collections.nCopies(20, adding))) {
                added += one.get() ? 1 : 0;
            }
        }

        assertThat(added).isEqualTo(1);
        assertThat(apps.list(ours, Listing.ALL).total()).isEqualTo(1);
    }

    @Test
    void savesAndRemovesOnlyWhatIsThere() {
        SearchApp app = app(ours, "Search");

        assertThat(apps.save(app)).isFalse();
        assertThat(apps.remove(ours, app.id())).isFalse();
        apps.add(app);
        assertThat(apps.remove(ours, app.id())).isTrue();
        assertThat(apps.find(ours, app.id())).isEmpty();
    }

    @Test
    void listsOrdersAndPages() {
        SearchApp b = added("b 100%", 1);
        SearchApp c = added("C", 2);
        SearchApp a = added("a", 3);

        assertThat(listed("", Listing.Order.CREATED, 0, 10)).isEqualTo(new Page<>(List.of(b, c, a), 3));
        assertThat(listed("", Listing.Order.NAME, 1, 1)).isEqualTo(new Page<>(List.of(b), 3));
        assertThat(listed("0%", Listing.Order.NAME, 0, 10)).isEqualTo(new Page<>(List.of(b), 1));
        assertThat(listed("c", Listing.Order.NAME, 0, 10)).isEqualTo(new Page<>(List.of(c), 1));
        assertThat(listed("_", Listing.Order.NAME, 0, 10)).isEqualTo(new Page<>(List.of(), 0));
    }

    @Test
    void opensASearchAppToTheTokenThatSharesItWhileBothAreThere() {
        SearchApp first = added("First", 1);
        SearchApp second = added("Second", 2);
        ApiToken one = token(ours);
        ApiToken two = token(ours);

        assertThat(apps.share(ours, first.id(), one.shareHash())).isTrue();
        assertThat(apps.share(ours, first.id(), two.shareHash())).isTrue();
        assertThat(apps.findShared(ours, one.shareHash())).contains(first);
        assertThat(apps.findShared(theirs, one.shareHash())).isEmpty();
        assertThat(apps.findShared(ours, token(ours).shareHash())).isEmpty();

        assertThat(apps.share(ours, second.id(), one.shareHash())).isTrue();
        assertThat(apps.findShared(ours, one.shareHash())).contains(second);

        apps.remove(ours, second.id());
        assertThat(apps.findShared(ours, one.shareHash())).isEmpty();
        assertThat(apps.findShared(ours, two.shareHash())).contains(first);
        apiTokens().remove(ours, two.hash());
        assertThat(apps.findShared(ours, two.shareHash())).isEmpty();
    }

    @Test
    void sharesOnlyWhatTheTenantHas() {
        SearchApp app = added("Search", 1);
        ApiToken our = token(ours);
        ApiToken their = token(theirs);

        assertThat(apps.share(ours, app.id(), their.shareHash())).isFalse();
        assertThat(apps.share(theirs, app.id(), their.shareHash())).isFalse();
        assertThat(apps.share(theirs, app.id(), our.shareHash())).isFalse();
        assertThat(apps.share(ours, app.id(), "nothing")).isFalse();
        assertThat(apps.share(ours, new SearchAppId("nothing"), our.shareHash()))
                .isFalse();
        assertThat(apps.findShared(theirs, their.shareHash())).isEmpty();
        assertThat(apps.findShared(ours, our.shareHash())).isEmpty();
    }

    private ApiToken token(TenantId tenant) {
        ApiToken token = Samples.apiToken(tenant);
        apiTokens().add(token);
        return token;
    }

    private SearchApp added(String name, int seconds) {
        SearchApp app = app(ours, name);
        var later = new SearchApp(
                app.id(),
                ours,
                app.creator(),
                app.about(),
                app.settings(),
                Samples.AT.plusSeconds(seconds),
                Samples.AT.plusSeconds(seconds));
        assertThat(apps.add(later)).isTrue();
        return later;
    }

    private static SearchApp app(TenantId tenant, String name) {
        return new SearchApp(
                new SearchAppId(Samples.id()),
                tenant,
                new UserId("author"),
                new About(name, "description", "avatar"),
                SETTINGS,
                Samples.AT,
                Samples.AT);
    }

    private Page<SearchApp> listed(String keywords, Listing.Order order, int offset, int limit) {
        return apps.list(ours, new Listing(Optional.empty(), keywords, order, false, offset, limit));
    }
}
