package dev.footnote.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** Has a running server build search indexes anew. */
final class Reindex {

    private static final int AT_ONCE = 100;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final ApiClient client;
    private final PrintWriter out;

    private record Dataset(String id, String name) {}

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
        List<Dataset> datasets = datasets(wanted);
        for (Dataset dataset : datasets) {
            int chunks = client.post("/datasets/%s/index".formatted(dataset.id()), Map.of())
                    .path("chunks")
                    .asInt();
            out.printf("%s: %d chunks%n", dataset.name(), chunks);
        }
        return there(wanted, datasets) || wanted.isEmpty();
    }

    /**
     * Has a dataset embedded by another model, and tells how far it is until that has ended. Who stops listening does
     * not stop it.
     *
     * @param wanted its id or name; empty for all
     * @return whether there was one, and all ended well
     */
    boolean embed(String wanted, String model) {
        List<Dataset> datasets = datasets(wanted);
        boolean well = there(wanted, datasets);
        for (Dataset dataset : datasets) {
            well &= embed(dataset, model);
        }
        return well;
    }

    private boolean embed(Dataset dataset, String model) {
        String path = "/datasets/%s/embedding".formatted(dataset.id());
        JsonNode change = client.post(path, Map.of("embedding_model", model));
        String told = "";
        while (change.path("state").asText().equals("running")) {
            String line = "%s: %d of %d chunks"
                    .formatted(
                            dataset.name(),
                            change.path("done").asInt(),
                            change.path("total").asInt());
            if (!line.equals(told)) {
                out.println(line);
                told = line;
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            change = client.get(path);
        }
        String state = change.path("state").asText();
        if (state.equals("finished")) {
            out.printf(
                    "%s: embedded by %s%n",
                    dataset.name(), change.path("embedding_model").asText());
            return true;
        }
        out.printf("%s: %s. %s%n", dataset.name(), state, change.path("reason").asText());
        return false;
    }

    private boolean there(String wanted, List<Dataset> datasets) {
        if (datasets.isEmpty()) {
            out.println(wanted.isEmpty() ? "There is no dataset." : "There is no dataset " + wanted + ".");
        }
        return !datasets.isEmpty();
    }

    private List<Dataset> datasets(String wanted) {
        var datasets = new ArrayList<Dataset>();
        JsonNode some;
        int page = 1;
        do {
            some = client.get("/datasets?page=%d&page_size=%d".formatted(page++, AT_ONCE));
            for (JsonNode row : some) {
                var dataset =
                        new Dataset(row.path("id").asText(), row.path("name").asText());
                if (wanted.isEmpty() || wanted.equals(dataset.id()) || wanted.equals(dataset.name())) {
                    datasets.add(dataset);
                }
            }
        } while (some.size() == AT_ONCE);
        return datasets;
    }
}
