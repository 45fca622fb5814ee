package dev.footnote.app;

import dev.footnote.ports.model.ModelCatalog;
import dev.footnote.ports.model.ModelCatalog.ChatEntry;
import dev.footnote.ports.model.ModelCatalog.EmbeddingEntry;
import dev.footnote.ports.model.ModelCatalog.RerankEntry;
import dev.footnote.testkit.ModelCatalogContract;
import java.util.List;
import java.util.Optional;

class ConfiguredModelsTest extends ModelCatalogContract {

    @Override
    protected ModelCatalog catalog(
            List<ChatEntry> chats, List<EmbeddingEntry> embeddings, List<RerankEntry> rerankers) {
        return new ConfiguredModels(chats, embeddings, rerankers, Optional.empty());
    }
}
