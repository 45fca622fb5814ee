package dev.footnote.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** The main job, done by HTTP: documents in, a cited answer out. */
final class Demo {

    private static final String SAMPLES = "Samples";
    private static final String ASSISTANT = "Footnote";
    private static final int BAR = 30;
    private static final int PAGE = 1_024;

    private final ApiClient client;
    private final PrintWriter out;
    private final Path samples;

    Demo(ApiClient client, PrintWriter out, Path samples) {
        this.client = client;
        this.out = out;
        this.samples = samples;
    }

    /** Loads the sample documents, unless they are there, and asks the question that needs two of them. */
    void run() {
        ingest(SAMPLES, sampleFiles());
        ask(question());
    }

    private List<Path> sampleFiles() {
        try (Stream<Path> files = Files.list(samples)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the samples cannot be read", e);
        }
    }

    private String question() {
        try {
            return Files.readString(samples.resolve("question.txt")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("the samples have no question.txt", e);
        }
    }

    /** Uploads and parses what the dataset does not have yet, and waits until it can be found. */
    void ingest(String dataset, List<Path> paths) {
        String id = datasetId(dataset);
        var known = new ArrayList<String>();
        documents(id).forEach(document -> known.add(document.path("name").asText()));
        List<Path> fresh = files(paths).stream()
                .filter(file -> !known.contains(String.valueOf(file.getFileName())))
                .toList();
        var uploaded = new ArrayList<String>();
        for (Path file : fresh) {
            client.upload("/datasets/%s/documents".formatted(id), file)
                    .forEach(document -> uploaded.add(document.path("id").asText()));
            bar("uploaded", uploaded.size(), fresh.size());
        }
        if (!uploaded.isEmpty()) {
            client.post("/datasets/%s/chunks".formatted(id), Map.of("document_ids", uploaded));
            await(id, uploaded);
        }
        out.printf(
                "%d documents in \"%s\", %d of them new.%n", known.size() + uploaded.size(), dataset, uploaded.size());
    }

    /** All documents of a dataset, page by page. */
    private List<JsonNode> documents(String dataset) {
        var documents = new ArrayList<JsonNode>();
        JsonNode page;
        int number = 0;
        do {
            number++;
            page = client.get("/datasets/%s/documents?page_size=%d&page=%d".formatted(dataset, PAGE, number))
                    .path("docs");
            page.forEach(documents::add);
        } while (page.size() == PAGE);
        return documents;
    }

    private void await(String dataset, List<String> ids) {
        int shown = -1;
        while (shown < ids.size()) {
            int done = 0;
            for (JsonNode document : documents(dataset)) {
                String run = document.path("run").asText();
                boolean ours = ids.contains(document.path("id").asText());
                done += ours && !run.equals("RUNNING") && !run.equals("UNSTART") ? 1 : 0;
            }
            if (done != shown) {
                bar("parsed", done, ids.size());
                shown = done;
            }
            LockSupport.parkNanos(200_000_000L);
        }
    }

    /** Shows how far it is; a new line once it is whole. */
    private void bar(String what, int done, int all) {
        int filled = BAR * done / all;
        out.printf("\r[%s%s] %d/%d %s ", "#".repeat(filled), ".".repeat(BAR - filled), done, all, what);
        if (done == all) {
            out.println();
        }
        out.flush();
    }

    /** Asks and prints the answer as it comes, then its sources. */
    void ask(String question) {
        String chat = chatId();
        String session = client.post("/chats/%s/sessions".formatted(chat), Map.of("name", shortened(question)))
                .path("id")
                .asText();
        out.printf("%nQ: %s%n%nA: ", question);
        var last = new ArrayList<JsonNode>();
        client.stream(
                "/chats/%s/completions".formatted(chat),
                Map.of("question", question, "session_id", session, "stream", true),
                frame -> {
                    out.print(frame.path("answer").asText());
                    out.flush();
                    last.clear();
                    last.add(frame);
                });
        out.println();
        last.forEach(this::sources);
    }

    private void sources(JsonNode frame) {
        JsonNode chunks = frame.path("reference").path("chunks");
        var shown = new ArrayList<Integer>();
        for (JsonNode citation : frame.path("reference").path("citations")) {
            int chunk = citation.path("chunk").asInt(-1);
            if (chunk >= 0
                    && !shown.contains(chunk)
                    && citation.path("verdict").asText().equals("supported")) {
                shown.add(chunk);
                JsonNode source = chunks.path(chunk);
                String content = source.path("content").asText();
                int start = citation.path("source").path(0).asInt();
                int end = citation.path("source").path(1).asInt();
                out.printf(
                        "%n  [ID:%d] %s%n         \"%s\"%n",
                        chunk,
                        source.path("document_name").asText(),
                        shortened(
                                content.substring(Math.min(start, content.length()), Math.min(end, content.length()))));
            }
        }
    }

    /** {@code text} on one line, cut where it is too long for one. */
    static String shortened(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= 160 ? line : line.substring(0, 157) + "...";
    }

    private String datasetId(String name) {
        for (JsonNode dataset : client.get("/datasets?page_size=1024")) {
            if (dataset.path("name").asText().equals(name)) {
                return dataset.path("id").asText();
            }
        }
        return client.post("/datasets", Map.of("name", name)).path("id").asText();
    }

    /** The assistant over all datasets there are; made on the first question. */
    private String chatId() {
        for (JsonNode chat : client.get("/chats?page_size=1024")) {
            if (chat.path("name").asText().equals(ASSISTANT)) {
                return chat.path("id").asText();
            }
        }
        var datasets = new ArrayList<String>();
        client.get("/datasets?page_size=1024")
                .forEach(dataset -> datasets.add(dataset.path("id").asText()));
        return client.post("/chats", Map.of("name", ASSISTANT, "dataset_ids", datasets))
                .path("id")
                .asText();
    }

    private static List<Path> files(List<Path> paths) {
        var files = new ArrayList<Path>();
        for (Path path : paths) {
            try (Stream<Path> walk = Files.walk(path)) {
                walk.filter(Files::isRegularFile)
                        .filter(Demo::document)
                        .sorted()
                        .forEach(files::add);
            } catch (IOException e) {
                throw new UncheckedIOException("%s cannot be read".formatted(path), e);
            }
        }
        return files;
    }

    private static boolean document(Path file) {
        String name = String.valueOf(file.getFileName());
        return !name.startsWith(".")
                && !name.equals("README.md")
                && !name.equals("question.txt")
                && Stream.of(".md", ".txt", ".html", ".htm", ".pdf", ".mdx").anyMatch(name::endsWith);
    }
}
