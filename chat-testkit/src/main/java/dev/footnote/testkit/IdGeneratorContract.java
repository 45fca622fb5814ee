package dev.footnote.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.ports.runtime.IdGenerator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link IdGenerator} promises. */
public abstract class IdGeneratorContract {

    private IdGenerator ids;

    /** The generator to test. */
    protected abstract IdGenerator ids();

    @BeforeEach
    void makeGenerator() {
        ids = ids();
    }

    @Test
    void makesIdsInTheirShapes() {
        assertThat(ids.next()).matches("[0-9a-f]{12}1[0-9a-f]{3}[89ab][0-9a-f]{15}");
        assertThat(ids.nextTurn()).matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        assertThat(ids.secret().value()).matches("[A-Za-z0-9_-]{43}");
    }

    @Test
    void makesNothingTwiceAlsoForTwentyThreads() throws Exception {
        Callable<List<String>> making = () -> IntStream.range(0, 100)
                .boxed()
                .mapMulti((Integer i, Consumer<String> made) -> {
                    made.accept(ids.next());
                    made.accept(ids.nextTurn());
                    made.accept(ids.secret().value());
                })
                .toList();
        var all = new ArrayList<String>();

        try (var threads = Executors.newFixedThreadPool(20)) {
            for (Future<List<String>> made : threads.invokeAll(Collections.nCopies(20, making))) {
                all.addAll(made.get());
            }
        }

        assertThat(all).hasSize(6_000).doesNotHaveDuplicates();
    }

    @Test
    void namesAChunkByItsContentAndItsDocument() {
        var document = new DocumentId("document");

        assertThat(ids.chunk("text", document).value()).matches("[0-9a-f]{16}");
        assertThat(ids.chunk("text", document)).isEqualTo(ids.chunk("text", document));
        assertThat(ids.chunk("texts", document)).isNotEqualTo(ids.chunk("text", document));
        assertThat(ids.chunk("text", new DocumentId("other"))).isNotEqualTo(ids.chunk("text", document));
    }
}
