package dev.footnote.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Feeds every gate of the build a wrong source and sees it closed. */
class GatesTest {

    private static final Path REPOSITORY = Path.of("").toAbsolutePath().getParent();

    /** One wrong module a gate; each is right but for the one thing that its gate is about. */
    private static final Map<String, String> WRONG =
            Map.of("nullness", """
                    package gate;

                    import org.jspecify.annotations.NullMarked;

                    @NullMarked
                    class Wrong {
                        String name() {
                            return null;
                        }
                    }
                    """, "bugs", """
                    package gate;

                    class Wrong {
                        boolean same(int[] one, int[] other) {
                            return one.equals(other);
                        }
                    }
                    """, "warnings", """
                    package gate;

                    import java.util.List;

                    class Wrong {
                        List list = List.of();
                    }
                    """, "format", """
                    package gate;

                    class Wrong {
                      int number;
                    }
                    """, "release", """
                    package gate;

                    class Wrong {
                        void print() {
                            IO.println("since Java 25");
                        }
                    }
                    """, "module", """
                    package gate;

                    class Wrong {
                        java.sql.Connection connection;
                    }
                    """);

    @TempDir
    private static Path folder;

    private static String said = "";
    private static JavaClasses wrong = new ClassFileImporter().importPackages("dev.footnote.nothing");

    @BeforeAll
    static void buildWhatIsWrong() throws Exception {
        wrong = new ClassFileImporter()
                .importPackages(
                        "dev.footnote.domain.wrongone",
                        "dev.footnote.domain.wrongtwo",
                        "dev.footnote.adapter.wrongone",
                        "dev.footnote.adapter.wrongtwo",
                        "dev.footnote.adapter.http.wrong",
                        "dev.footnote.app.wrong");
        var modules = new StringBuilder();
        for (var entry : WRONG.entrySet()) {
            modules.append("<module>").append(entry.getKey()).append("</module>");
            writeModule(entry.getKey(), entry.getValue());
        }
        Files.writeString(folder.resolve("pom.xml"), """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>gate</groupId><artifactId>gates</artifactId><version>1</version><packaging>pom</packaging>
                  <modules>%s</modules>
                </project>
                """.formatted(modules));
        said = maven();
    }

    private static void writeModule(String name, String source) throws IOException {
        Path module = folder.resolve(name);
        Path sources = Files.createDirectories(module.resolve("src/main/java/gate"));
        Files.writeString(sources.resolve("Wrong.java"), source);
        if (name.equals("module")) {
            Files.writeString(
                    module.resolve("src/main/java/module-info.java"),
                    "module gate {\n    requires static org.jspecify;\n}\n");
        }
        Files.writeString(module.resolve("pom.xml"), """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <parent>
                    <groupId>dev.footnote</groupId><artifactId>%s</artifactId><version>0.1.0-SNAPSHOT</version>
                    <relativePath>%s</relativePath>
                  </parent>
                  <groupId>gate</groupId><artifactId>%s</artifactId>
                </project>
                """.formatted(
                        parentName(), module.relativize(REPOSITORY.resolve("pom.xml")), name));
    }

    private static String parentName() throws IOException {
        String pom = Files.readString(REPOSITORY.resolve("pom.xml"));
        return pom.substring(pom.indexOf("<artifactId>") + "<artifactId>".length(), pom.indexOf("</artifactId>"));
    }

    private static String maven() throws Exception {
        Path output = folder.resolve("said.txt");
        Process process = new ProcessBuilder("mvn", "-B", "-o", "--fail-at-end", "compile")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        process.waitFor();
        return Files.readString(output, StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "nullness, [NullAway] returning @Nullable expression from method with @NonNull return type",
        "bugs, [ArrayEquals]",
        "warnings, warnings found and -Werror specified",
        "format, The following files had format violations",
        "release, cannot find symbol",
        "module, package java.sql is not visible"
    })
    void aWrongSourceEndsTheBuild(String module, String message) {
        assertThat(said).contains("BUILD FAILURE", "on project " + module + ":");
        String part = said.substring(said.indexOf("on project " + module + ":"));
        assertThat(part.lines().limit(12).reduce("", (a, b) -> a + "\n" + b)).contains(message);
    }

    @Test
    void aRingOfFeaturesIsSeen() {
        closed(ArchitectureTest.featuresFormNoRing, "Cycle detected");
    }

    @Test
    void anAdapterThatKnowsAnotherIsSeen() {
        closed(ArchitectureTest.adaptersDoNotKnowEachOther, "OtherNeighbour");
    }

    @Test
    void anAdapterThatKnowsTheApplicationIsSeen() {
        closed(ArchitectureTest.drivenAdaptersSeePortsOnly, "ChatApplication");
    }

    @Test
    void aPortInTheWebIsSeen() {
        closed(ArchitectureTest.theWebSeesTheApplicationOnly, "dev.footnote.ports.Ports");
    }

    @Test
    void aClockInTheDomainIsSeen() {
        closed(ArchitectureTest.domainAndPortsReadNoClockAndNoFile, "java.time.Instant.now()");
    }

    @Test
    void anObjectThatIsReadIsSeen() {
        closed(ArchitectureTest.nothingThatIsSentBecomesAnObjectOrRuns, "ObjectInputStream");
    }

    @Test
    void aNameThatSaysNothingIsSeen() {
        assertThatThrownBy(() -> ArchitectureTest.namesSayWhatThingsAre(wrong)).hasMessageContaining("ThingManager");
    }

    @Test
    void aPartThatNobodyLooksAtIsSeen() {
        assertThatThrownBy(() -> ArchitectureTest.everyPartIsLookedAt(wrong)).hasMessageContaining("ports");
    }

    private static void closed(ArchRule rule, String message) {
        assertThatThrownBy(() -> rule.check(wrong))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(message);
    }

    @Test
    void everyModuleHasTheDependenciesOfTheTable() throws IOException {
        for (var row : DependencyTable.ROWS.entrySet()) {
            String pom = Files.readString(REPOSITORY.resolve(row.getKey()).resolve("pom.xml"));
            assertThat(DependencyTable.ours(pom)).as(row.getKey()).isSubsetOf(row.getValue());
        }
    }

    @Test
    void everyModuleIsInTheTable() throws IOException {
        List<String> modules = DependencyTable.modules(Files.readString(REPOSITORY.resolve("pom.xml")));
        assertThat(DependencyTable.ROWS.keySet()).containsExactlyInAnyOrderElementsOf(modules);
    }

    @Test
    void aDependencyBesideTheTableIsSeen() {
        String pom = """
                <dependency><groupId>dev.footnote</groupId><artifactId>chat-ports</artifactId></dependency>
                <dependency>
                  <groupId>dev.footnote</groupId>
                  <artifactId>chat-application</artifactId>
                </dependency>
                <dependency>
                  <groupId>dev.footnote</groupId>
                  <artifactId>chat-testkit</artifactId>
                  <scope>test</scope>
                </dependency>
                """;
        assertThat(DependencyTable.ours(pom)).containsExactlyInAnyOrder("chat-ports", "chat-application");
        assertThat(DependencyTable.ROWS.get("adapter-jdbi")).doesNotContain("chat-application");
    }
}
