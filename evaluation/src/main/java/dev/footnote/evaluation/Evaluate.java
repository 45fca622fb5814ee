package dev.footnote.evaluation;

import dev.footnote.adapter.onnx.OnnxEmbeddingModel;
import dev.footnote.domain.citation.SupportScorer;
import dev.footnote.evaluation.JudgedData.Judged;
import dev.footnote.evaluation.SupportFigures.Curves;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures citations and retrieval on a folder of what people have judged, and prints a table of goals and figures.
 * What a sentence gets is decided by the product's own {@code CitationStream}, what a question finds by its own
 * {@code FindKnowledge} and index. The status is 0 only if every goal whose data are there is met.
 */
@Command(name = "eval", description = "Measure how good citations and retrieval are, on what people have judged.")
public final class Evaluate implements Callable<Integer> {

    private final PrintWriter out;
    private final Supplier<RunningServer> server;

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "The folder with what was judged.")
    private @Nullable Path data;

    @Option(names = "--csv", paramLabel = "FILE", description = "Also write the table to this file.")
    private @Nullable Path csv;

    @Option(names = "--svg", paramLabel = "FILE", description = "Also draw precision over recall into this file.")
    private @Nullable Path svg;

    @Option(
            names = "--vectors",
            paramLabel = "FILE",
            description =
                    "Keeps the vectors of a run, so that the next is quick; by default in the folder for temporary"
                            + " files.")
    private Path vectors = Path.of(System.getProperty("java.io.tmpdir"), "footnote-eval.vectors");

    @Option(
            names = "--rounds",
            paramLabel = "COUNT",
            description = "How often each time of Q6 is taken; fewer are quicker and less exact. Default: 201.")
    private int rounds = 201;

    @Option(names = "--fit", description = "Print the constants that the part for fitting gives, instead of measuring.")
    private boolean fit;

    @Option(
            names = "--server",
            description =
                    "Measure retrieval alone, over HTTP, with the server that runs: the passages are loaded into datasets of"
                            + " their own, which are removed at the end. Its setting limits.requests must be 0.")
    private boolean served;

    /** Writes to {@code out}; there is no server to ask. */
    public Evaluate(PrintWriter out) {
        this(out, () -> {
            throw new IllegalStateException("no server runs");
        });
    }

    /**
     * Writes to {@code out}.
     *
     * @param server the one to measure if that is asked for; throws an {@link IllegalStateException} if none runs
     */
    public Evaluate(PrintWriter out, Supplier<RunningServer> server) {
        this.out = out;
        this.server = server;
    }

    /** Runs the command. */
    public static void main(String[] args) {
        var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        System.exit(new CommandLine(new Evaluate(out)).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        if (data == null || !Files.isDirectory(data)) {
            out.println("There is no folder " + data);
            return 2;
        }
        var judged = new JudgedData(data);
        if (served) {
            return ofServer(judged.folder());
        }
        return fit ? fit(judged) : measure(judged);
    }

    private int fit(JudgedData judged) throws IOException {
        Optional<List<Judged>> rows = judged.replies("dev");
        rows.ifPresentOrElse(found -> out.println(Fit.on(found)), () -> out.println("There is nothing to fit to."));
        weights(judged.folder());
        return rows.isPresent() ? 0 : 1;
    }

    /** Where the model is unpacked to. */
    private Path unpacked() {
        return vectors.resolveSibling(vectors.getFileName() + ".model");
    }

    /** What each weight of the vectors reaches on the questions, from which the default weight was chosen. */
    private void weights(Path folder) throws IOException {
        if (RetrievalFigures.has(folder)) {
            try (var builtIn = OnnxEmbeddingModel.bgeSmallEnglish(unpacked());
                    var kept = new KeptVectors(builtIn, vectors);
                    var figures = new RetrievalFigures(folder, kept)) {
                figures.weights().forEach(out::println);
            }
        }
    }

    private int ofServer(Path folder) throws IOException {
        if (!RetrievalFigures.has(folder)) {
            out.println("No data for Q7, Q8, Q9, Q10.");
            return 2;
        }
        try (var figures = new RetrievalFigures(folder, server.get())) {
            return print(figures.figures());
        }
    }

    private int measure(JudgedData judged) throws IOException {
        var figures = new ArrayList<Figure>();
        Optional<List<Judged>> replies = judged.replies("test");
        if (replies.isPresent()) {
            Curves curves = SupportFigures.curves(replies.get());
            figures.addAll(SupportFigures.replies(replies.get(), curves));
            figures.add(SupportFigures.strangers(replies.get()));
            draw(curves);
        }
        judged.webClaims().ifPresent(rows -> figures.add(SupportFigures.webClaims(rows)));
        judged.located().ifPresent(rows -> figures.addAll(SupportFigures.located(rows)));
        figures.addAll(retrieval(judged.folder()));
        figures.addAll(Speed.figures(rounds));
        figures.sort(Comparator.comparing(Figure::id));
        int status = print(figures);
        List<String> absent = Stream.of("Q1", "Q2", "Q3", "Q4", "Q5", "Q7", "Q8", "Q9", "Q10")
                .filter(id -> figures.stream().noneMatch(figure -> figure.id().equals(id)))
                .toList();
        if (!absent.isEmpty()) {
            out.println("No data for " + String.join(", ", absent) + ".");
        }
        return status;
    }

    private int print(List<Figure> figures) throws IOException {
        out.println(Figure.HEADING);
        figures.forEach(figure -> out.println(figure.row()));
        if (csv != null) {
            String lines =
                    figures.stream().map(Figure::csv).collect(Collectors.joining("\n", Figure.CSV_HEADING, "\n"));
            Files.writeString(csv, lines);
        }
        return figures.stream().allMatch(Figure::met) ? 0 : 1;
    }

    private List<Figure> retrieval(Path folder) throws IOException {
        if (!RetrievalFigures.has(folder)) {
            return List.of();
        }
        try (var builtIn = OnnxEmbeddingModel.bgeSmallEnglish(unpacked());
                var kept = new KeptVectors(builtIn, vectors);
                var figures = new RetrievalFigures(folder, kept)) {
            return figures.figures();
        }
    }

    private void draw(Curves curves) throws IOException {
        if (svg == null) {
            return;
        }
        var lines = new LinkedHashMap<String, List<Measures.Point>>();
        lines.put("Footnote", Measures.curve(curves.ours()));
        lines.put("idf-weighted coverage", Measures.curve(curves.coverage()));
        lines.put("the original's likeness", Measures.curve(curves.original()));
        Files.writeString(svg, CurvePicture.svg(lines, Measures.at(curves.ours(), SupportScorer.SUPPORTED)));
    }
}
