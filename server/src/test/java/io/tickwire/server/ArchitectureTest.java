package io.tickwire.server;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

@Timeout(60)
class ArchitectureTest {
    private static JavaClasses classes;

    @BeforeAll
    static void read() {
        classes = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.tickwire");
    }

    @Test
    void shouldDependOnlyInTheDirectionOfTheData() {
        layeredArchitecture().consideringOnlyDependenciesInAnyPackage("io.tickwire..")
            .layer("config").definedBy("io.tickwire.config..")
            .layer("core").definedBy("io.tickwire.core..")
            .layer("client").definedBy("io.tickwire.client..")
            .layer("ingest").definedBy("io.tickwire.ingest..")
            .layer("journal").definedBy("io.tickwire.journal..")
            .layer("fanout").definedBy("io.tickwire.fanout..")
            .layer("gateway").definedBy("io.tickwire.gateway..")
            .layer("server").definedBy("io.tickwire.server..")
            .whereLayer("config").mayNotAccessAnyLayer()
            .whereLayer("core").mayOnlyAccessLayers("config")
            .whereLayer("client").mayOnlyAccessLayers("core")
            .whereLayer("ingest").mayOnlyAccessLayers("core", "config")
            .whereLayer("journal").mayOnlyAccessLayers("core", "config")
            .whereLayer("fanout").mayOnlyAccessLayers("core", "config", "journal")
            .whereLayer("gateway").mayOnlyAccessLayers("core", "config", "fanout")
            .whereLayer("server").mayNotBeAccessedByAnyLayer()
            .check(classes);
    }

    @Test
    void shouldKeepEachLibraryBehindOneModule() {
        noClasses().that().resideOutsideOfPackages("io.tickwire.journal..", "io.tickwire.server..")
            .should().dependOnClassesThat().resideInAPackage("net.openhft..").check(classes);
        noClasses().that().resideOutsideOfPackage("io.tickwire.gateway..")
            .should().dependOnClassesThat().resideInAPackage("org.java_websocket..").check(classes);
        noClasses().that().resideOutsideOfPackage("io.tickwire.gateway.auth..")
            .should().dependOnClassesThat().resideInAPackage("org.jose4j..").check(classes);
        noClasses().that().resideOutsideOfPackage("io.tickwire.gateway.wire..")
            .should().dependOnClassesThat().resideInAPackage("tlschannel..").check(classes);
        noClasses().that().resideOutsideOfPackages("io.tickwire.ingest..", "io.tickwire.server..")
            .should().dependOnClassesThat().resideInAPackage("io.aeron..").check(classes);
    }

    @Test
    void shouldNotReadTheSystemClockInAStage() {
        noClasses().that().resideInAnyPackage("io.tickwire.fanout..", "io.tickwire.journal..",
            "io.tickwire.gateway.auth..")
            .or().haveNameMatching("io\\.tickwire\\.ingest\\.[A-Za-z]*Agent")
            .should().callMethod(System.class, "nanoTime")
            .orShould().callMethod(System.class, "currentTimeMillis").check(classes);
    }
}
