package dev.footnote.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ObjectInputStream;
import java.time.Instant;
import java.util.List;

@AnalyzeClasses(packages = "dev.footnote", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "dev.footnote.";

    @ArchTest
    static final ArchRule featuresFormNoRing = slices().matching("dev.footnote.(domain|application).(*)..")
            .should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule adaptersDoNotKnowEachOther =
            slices().matching("dev.footnote.adapter.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule drivenAdaptersSeePortsOnly = noClasses()
            .that()
            .resideInAPackage("dev.footnote.adapter..")
            .and()
            .resideOutsideOfPackage("dev.footnote.adapter.http..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.footnote.application..");

    @ArchTest
    static final ArchRule theWebSeesTheApplicationOnly = noClasses()
            .that()
            .resideInAPackage("dev.footnote.adapter.http..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.footnote.ports..");

    @ArchTest
    static final ArchRule domainAndPortsReadNoClockAndNoFile = noClasses()
            .that()
            .resideInAnyPackage("dev.footnote.domain..", "dev.footnote.ports..")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("java.io..", "java.nio.file..", "java.net..", "java.util.concurrent..");

    @ArchTest
    static final ArchRule nothingThatIsSentBecomesAnObjectOrRuns = noClasses()
            .should()
            .dependOnClassesThat()
            .areAssignableTo(ObjectInputStream.class)
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("javax.script..", "java.rmi..");

    @ArchTest
    static void everyPartIsLookedAt(JavaClasses classes) {
        var parts = List.of(
                "domain",
                "ports",
                "application",
                "adapter.jdbi",
                "adapter.postgres",
                "adapter.lucene",
                "adapter.openai",
                "adapter.onnx",
                "adapter.extractive",
                "adapter.documents",
                "adapter.auth",
                "adapter.telemetry",
                "adapter.http",
                "app");
        for (String part : parts) {
            assertThat(classes.stream().filter(c -> c.getPackageName().startsWith(ROOT + part)))
                    .as(part)
                    .isNotEmpty();
        }
    }

    @ArchTest
    static void namesSayWhatThingsAre(JavaClasses classes) {
        assertThat(classes.stream()
                        .map(c -> c.getSimpleName())
                        .filter(name -> name.matches(".*(Manager|Helper|Utils?|Impl|DTO|Service)$")))
                .isEmpty();
    }
}
