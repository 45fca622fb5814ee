package dev.footnote.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** How much memory a server takes, started as the script {@code footnote} does it, with a model behind an API. */
@Tag("large")
class LargeServerTest {

    private static final double SHARE = Double.parseDouble(System.getProperty("large.share", "1"));
    private static final int CHUNKS = (int) (100_000 * SHARE);
    private static final int TEXTS = 10;
    private static final int TOKENS = 128;
    private static final int LINE_WORDS = 12;
    private static final long TEXT_BYTES = (long) (200_000_000 * SHARE);
    private static final int PAGES = (int) (1_000 * SHARE);
    private static final int MOST_MEGABYTES = 1_000;
    private static final int QUESTIONS = 50;
    private static final int CONNECTIONS = 16;
    private static final Duration LONG = Duration.ofMinutes(60);
    private static final List<String> WORDS = List.of(
            ("river stone market window garden letter bridge winter summer paper silver forest captain island number"
                            + " station kitchen morning evening doctor village mountain engine ticket journey harbour"
                            + " teacher library picture valley weather question answer machine basket candle mirror"
                            + " pocket signal ladder hammer needle orange lemon butter sugar coffee copper iron")
                    .split(" ", -1));

    @TempDir
    Path home;

    @TempDir
    Path files;

    @RegisterExtension
    final Servers servers = new Servers();

    @Test
    void servesAHundredThousandChunksInLessThanAGigabyte() throws Exception {
        try (var model = new MadeEmbeddings()) {
            ServerProcess server = servers.startAsShipped(home, model.settings());
            long begun = System.nanoTime();
            String dataset = dataset(server.client(), TOKENS);
            for (int i = 0; i < TEXTS; i++) {
                Path text = files.resolve("text-%d.txt".formatted(i));
                write(text, i, (long) CHUNKS / TEXTS * TOKENS / LINE_WORDS);
                upload(server.client(), dataset, text);
            }
            int chunks = parsed(server, dataset, TEXTS);
            String taken = "%d chunks taken in within %d s, at most %d MB"
                    .formatted(chunks, seconds(begun), server.megabytes("VmHWM"));
            long most = server.megabytes("VmHWM");
            assertThat(server.stop()).isEqualTo(143);

            ServerProcess again = servers.startAsShipped(home, model.settings());
            begun = System.nanoTime();
            search(again.client(), dataset);
            System.out.printf(
                    "%s; started anew, %d questions answered within %d s by %d MB, of them %d MB of files, at most %d MB%n",
                    taken,
                    CONNECTIONS * QUESTIONS,
                    seconds(begun),
                    again.megabytes("VmRSS"),
                    again.megabytes("RssFile"),
                    again.megabytes("VmHWM"));
            assertThat(chunks).isGreaterThanOrEqualTo(CHUNKS);
            assertThat(most).isLessThan(MOST_MEGABYTES);
            assertThat(again.megabytes("VmHWM")).isLessThan(MOST_MEGABYTES);
        }
    }

    @Test
    void takesInDocumentsThatDoNotFitIntoItsMemory() throws Exception {
        try (var model = new MadeEmbeddings()) {
            var settings = new HashMap<>(model.settings());
            settings.put("FOOTNOTE_DOCUMENTS_MAX_BYTES", "300000000");
            settings.put("FOOTNOTE_PARSING_DECODED_BYTES", "300000000");
            ServerProcess server = servers.startAsShipped(home, settings);
            String dataset = dataset(server.client(), 4 * TOKENS);
            Path text = files.resolve("long.txt");
            write(text, 1, TEXT_BYTES / (LINE_WORDS * 7));
            Path pdf = files.resolve("long.pdf");
            writePdf(pdf);
            long begun = System.nanoTime();
            upload(server.client(), dataset, pdf);
            upload(server.client(), dataset, text);

            int chunks = parsed(server, dataset, 2);

            System.out.printf(
                    "A PDF of %d pages and a text of %d MB: %d chunks taken in within %d s, at most %d MB%n",
                    PAGES, Files.size(text) / 1_000_000, chunks, seconds(begun), server.megabytes("VmHWM"));
            assertThat(Files.size(text)).isGreaterThan(TEXT_BYTES * 9 / 10);
            assertThat(server.megabytes("VmHWM")).isLessThan(MOST_MEGABYTES);
            search(server.client(), dataset);
        }
    }

    private static String dataset(ApiClient client, int tokens) {
        var settings = Map.of("name", "Large", "parser_config", Map.of("chunk_token_num", tokens));
        return client.post("/datasets", settings).path("id").asText();
    }

    private static void upload(ApiClient client, String dataset, Path file) {
        String id = client.upload("/datasets/%s/documents".formatted(dataset), file)
                .path(0)
                .path("id")
                .asText();
        client.post("/datasets/%s/chunks".formatted(dataset), Map.of("document_ids", List.of(id)));
    }

    /** Waits until all documents are done; how many chunks they have. */
    private static int parsed(ServerProcess server, String dataset, int documents) throws Exception {
        String path = "/datasets/%s/documents?page_size=100".formatted(dataset);
        Waiting.until("all are parsed", LONG, () -> {
            int done = 0;
            for (JsonNode document : server.client().get(path).path("docs")) {
                String run = document.path("run").asText();
                assertThat(run).as(document.toString()).isNotEqualTo("FAIL");
                done += run.equals("DONE") ? 1 : 0;
            }
            return done == documents;
        });
        int chunks = 0;
        for (JsonNode document : server.client().get(path).path("docs")) {
            chunks += document.path("chunk_count").asInt();
        }
        return chunks;
    }

    private static void search(ApiClient client, String dataset) throws Exception {
        Callable<Integer> asking = () -> {
            for (int i = 0; i < QUESTIONS; i++) {
                JsonNode found = client.post(
                        "/retrieval",
                        Map.of(
                                "question",
                                line(new Random()),
                                "dataset_ids",
                                List.of(dataset),
                                "similarity_threshold",
                                0));
                assertThat(found.path("chunks")).isNotEmpty();
            }
            return QUESTIONS;
        };
        try (var threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            for (Future<Integer> done : threads.invokeAll(
                    IntStream.range(0, CONNECTIONS).mapToObj(i -> asking).toList())) {
                assertThat(done.get()).isEqualTo(QUESTIONS);
            }
        }
    }

    private static void write(Path file, int seed, long lines) throws IOException {
        var random = new Random(seed);
        try (Writer out = Files.newBufferedWriter(file)) {
            for (long i = 0; i < lines; i++) {
                out.write(line(random) + "\n");
            }
        }
    }

    private static String line(Random random) {
        var line = new StringBuilder();
        for (int i = 0; i < LINE_WORDS; i++) {
            line.append(i == 0 ? "" : " ").append(WORDS.get(random.nextInt(WORDS.size())));
        }
        return line.toString();
    }

    private static void writePdf(Path file) throws IOException {
        var font = new PDType1Font(FontName.HELVETICA);
        var random = new Random(1);
        try (var document = new PDDocument()) {
            for (int number = 0; number < PAGES; number++) {
                var page = new PDPage();
                document.addPage(page);
                try (var content = new PDPageContentStream(document, page)) {
                    content.beginText();
                    content.setFont(font, 11);
                    content.setLeading(16);
                    content.newLineAtOffset(36, 740);
                    for (int line = 0; line < 40; line++) {
                        content.showText(line(random));
                        content.newLine();
                    }
                    content.endText();
                }
            }
            document.save(file.toFile());
        }
    }

    private static long seconds(long begun) {
        return (System.nanoTime() - begun) / 1_000_000_000;
    }
}
