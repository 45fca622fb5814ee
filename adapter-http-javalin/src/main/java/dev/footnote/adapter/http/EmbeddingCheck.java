package dev.footnote.adapter.http;

import static io.javalin.http.HandlerType.POST;

import dev.footnote.application.ChatApplication;
import dev.footnote.application.knowledge.CheckEmbedding;
import dev.footnote.application.knowledge.CheckEmbedding.Comparison;
import dev.footnote.application.knowledge.CheckEmbedding.Sample;
import dev.footnote.domain.failure.ChatException;
import dev.footnote.domain.failure.Thing;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether a dataset could change its embedding model without being embedded again. */
final class EmbeddingCheck {

    private static final int USUAL = 5;
    private static final int MOST = 100;
    private static final double DIGITS = 1e6;

    private final CheckEmbedding check;

    EmbeddingCheck(ChatApplication app) {
        this.check = app.checkEmbedding();
    }

    List<Route> routes() {
        return List.of(Route.of(POST, KnowledgeBases.PATH + "/check_embedding", Credential.SESSION, this::check));
    }

    private Result check(Call call) {
        Body body = WebBody.requiring(call, "kb_id", "embd_id");
        KnowledgeBaseId base = WebDocuments.required(body);
        int most = Math.clamp((long) Lenient.number(body, "check_num", USUAL), 1, MOST);
        try {
            Comparison compared =
                    check.check(call.caller(), base, WebBody.id(body, "embd_id").orElse(""), most);
            Map<String, @Nullable Object> told = told(base, compared);
            return compared.fits()
                    ? Envelope.web(told)
                    : Envelope.full(
                            10,
                            "Embedding model switch failed: the average similarity between old and new vectors is below"
                                    + " 0.9, indicating incompatible vector spaces.",
                            told,
                            Outcome.INVALID);
        } catch (ChatException.NotFound none) {
            throw KnowledgeBases.notOwned();
        } catch (ChatException.Invalid unknown) {
            throw Refusal.invalid(102, "Embedding failure. There is no such model: " + unknown.subject());
        } catch (ChatException.Upstream failed) {
            if (failed.thing() != Thing.EMBEDDING_MODEL) {
                throw failed;
            }
            throw new Refusal(Envelope.error(102, "Embedding failure. The model fails.", Outcome.UPSTREAM));
        }
    }

    private static Map<String, @Nullable Object> told(KnowledgeBaseId base, Comparison compared) {
        return Shape.of(
                "summary",
                Shape.of(
                        "kb_id", base.value(),
                        "model", compared.model(),
                        "sampled", compared.samples().size(),
                        "valid", compared.cosines().count(),
                        "avg_cos_sim", rounded(compared.cosines().average().orElse(0)),
                        "min_cos_sim", rounded(compared.cosines().min().orElse(0)),
                        "max_cos_sim", rounded(compared.cosines().max().orElse(0)),
                        "match_mode", "content_only"),
                "results",
                compared.samples().stream().map(EmbeddingCheck::told).toList());
    }

    private static Map<String, @Nullable Object> told(Sample sample) {
        Map<String, @Nullable Object> told = Shape.of(
                "chunk_id", sample.chunk().id().value(),
                "doc_id", sample.chunk().document().value(),
                "doc_name", sample.chunk().documentName());
        if (sample.stored().isEmpty()) {
            told.put("reason", "no_stored_vector");
        } else {
            int dimension = sample.stored().get().dimension();
            told.put("vector_field", "q_%d_vec".formatted(dimension));
            told.put("vector_dim", dimension);
            told.put("cos_sim", rounded(sample.cosine().orElse(0)));
        }
        return told;
    }

    private static double rounded(double value) {
        return Math.round(value * DIGITS) / DIGITS;
    }
}
