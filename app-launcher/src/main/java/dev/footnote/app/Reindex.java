package dev.footnote.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Map;

/** Has a running server build search indexes anew. */
final class Reindex {

    private static final int AT_ONCE = 100;

    private final ApiClient client;
    private final PrintWriter out;

    Reindex(ApiClient client, PrintWriter out) {
        this.client = client;
        this.out = out;
    }

    /**
     * One dataset after the other.
     *
     * @param wanted the id or the name of the one; empty for all
     * @return whether there was one
     */
    boolean run(String wanted) {
        boolean any = false;
        JsonNode some;
        int page = 1;
        do {
            some = client.get("/datasets?page=%d&page_size=%d".formatted(page++, AT_ONCE));
            for (JsonNode dataset : some) {
                String id = dataset.path("id").asText();
                String name = dataset.path("name").asText();
                if (wanted.isEmpty() || wanted.equals(id) || wanted.equals(name)) {
                    any = true;
                    int chunks = client.post("/datasets/%s/index".formatted(id), Map.of())
                            .path("chunks")
                            .asInt();
                    out.printf("%s: %d chunks%n", name, chunks);
                }
            }
        } while (some.size() == AT_ONCE);
        if (!any) {
            out.println(wanted.isEmpty() ? "There is no dataset." : "There is no dataset " + wanted + ".");
        }
        return any || wanted.isEmpty();
    }
}
