package dev.footnote.testkit;

import dev.footnote.ports.model.ModelCatalog;
import dev.footnote.ports.model.ModelCatalog.ChatEntry;
import dev.footnote.ports.model.ModelCatalog.EmbeddingEntry;
import dev.footnote.ports.model.ModelCatalog.RerankEntry;
import java.util.List;

class ListedModelsTest extends ModelCatalogContract {

    @Override
    protected ModelCatalog catalog(
            List<ChatEntry> chats, List<EmbeddingEntry> embeddings, List<RerankEntry> rerankers) {
        return new ListedModels(chats, embeddings, rerankers);
    }
}
