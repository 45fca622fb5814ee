package dev.footnote.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.footnote.evaluation.Measures.Scored;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class EvaluateTest {

    private static final String WRONG = """
            {"claim": "Beta blockers help.", "evidence": ["Rain fell.", "Beta blockers help."], "supporting_sentences": [[0]]}
            """;

    private final StringWriter printed = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void countsEqualScoresHalf() {
        var scored =
                List.of(new Scored(0.9, true), new Scored(0.5, true), new Scored(0.5, false), new Scored(0.1, false));

        assertThat(Measures.auroc(scored)).isEqualTo(0.875, within(1e-9));
        assertThat(Measures.best(scored).f1()).isEqualTo(0.8, within(1e-9));
        assertThat(Measures.at(scored, 0.6).recall()).isEqualTo(0.5, within(1e-9));
    }

    @Test
    void failsIfAGoalIsMissedAndSaysForWhatThereAreNoData() throws IOException {
        try (var out = new OutputStreamWriter(
                new GZIPOutputStream(Files.newOutputStream(folder.resolve("wice-dev.jsonl.gz"))),
                StandardCharsets.UTF_8)) {
            out.write(WRONG);
        }
        Path csv = folder.resolve("figures.csv");

        int status = run("--data", folder.toString(), "--csv", csv.toString(), "--rounds", "5");

        assertThat(status).isEqualTo(1);
        assertThat(printed.toString())
                .contains("No data for Q1, Q2, Q4, Q5, Q7, Q8, Q9, Q10.")
                .containsPattern("hit@1 +>= 0.9000 +0.0000.*NO");
        assertThat(csv).content().contains("Q3,\"the first source found is right: hit@1\"");
    }

    @Test
    void saysThatThereIsNoFolder() {
        assertThat(run("--data", folder.resolve("none").toString())).isEqualTo(2);
    }

    private int run(String... args) {
        return new CommandLine(new Evaluate(new PrintWriter(printed, true))).execute(args);
    }
}
