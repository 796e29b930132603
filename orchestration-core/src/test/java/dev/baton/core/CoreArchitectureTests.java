package dev.baton.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class CoreArchitectureTests {
  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.baton.core");

  @Test
  void onlyTheWirePackageKnowsTheContract() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.baton.core.wire")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.baton.schemas..", "dev.baton.serde..", "org.apache.avro..")
        .because(
            "wire types evolve for compatibility, domain types for clarity; map in dev.baton.core.wire")
        .check(CORE);
  }

  @Test
  void theCoreHasNoBrokerNoContainerAndNoThreads() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.kafka..", "org.springframework..", "java.net..", "java.util.concurrent..")
        .because("deciding needs values only; adapters live in the services")
        .check(CORE);
  }

  @Test
  void theCoreHasNoClockAndNoRandomness() {
    noClasses()
        .should()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(java.util.UUID.class, "randomUUID")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(java.util.Random.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(java.time.Clock.class)
        .because("time comes with the event and jitter is a hash, so that replay decides the same")
        .check(CORE);
  }

  @Test
  void packagesDoNotGoInCircles() {
    slices()
        .matching("dev.baton.core.(*)..")
        .should()
        .beFreeOfCycles()
        .because(
            "id and cel know nobody, message knows id, workflow knows these, run knows workflow, wire knows run")
        .check(CORE);
  }
}
