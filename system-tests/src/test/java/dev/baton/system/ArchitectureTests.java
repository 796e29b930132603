package dev.baton.system;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The lines between the parts of Baton. Each rule says what to do instead. */
class ArchitectureTests {

  private static final int MOST_LINES = 500;

  private static final JavaClasses BATON =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.baton");

  @Test
  void seesEveryModule() {
    for (String root :
        List.of(
            "schemas",
            "telemetry",
            "redaction",
            "core",
            "laws",
            "agent",
            "provider",
            "content",
            "search",
            "documents",
            "sandbox",
            "web",
            "mcp",
            "router",
            "routing",
            "routermodels",
            "orchestrator",
            "worker",
            "stack",
            "simulation",
            "cli")) {
      assertThat(BATON.containPackage("dev.baton." + root)).as(root).isTrue();
    }
  }

  @Test
  void keepsTheCoreFreeOfKafkaSpringAndClocks() {
    noClasses()
        .that()
        .resideInAPackage("dev.baton.core..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.kafka..",
            "org.springframework..",
            "dev.baton.topics..",
            "java.net..",
            "java.sql..")
        .because(
            "the same core runs in the service, in replay and in tests; put adapters into the services")
        .check(BATON);
    noClasses()
        .that()
        .resideInAPackage("dev.baton.core..")
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
        .because("time and chance are inputs of the core: take them from the event")
        .check(BATON);
  }

  @Test
  void letsOnlyTheWirePackageKnowTheContract() {
    noClasses()
        .that()
        .resideInAPackage("dev.baton.core..")
        .and()
        .resideOutsideOfPackage("dev.baton.core.wire..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.baton.schemas..", "dev.baton.serde..")
        .because(
            "wire types evolve for compatibility, domain types for clarity: map them in dev.baton.core.wire")
        .check(BATON);
  }

  @Test
  void keepsWorkersAndTheirRuntimeApartFromTheOrchestration() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "dev.baton.worker..",
            "dev.baton.agent..",
            "dev.baton.provider..",
            "dev.baton.content..",
            "dev.baton.telemetry..",
            "dev.baton.redaction..",
            "dev.baton.search..",
            "dev.baton.documents..",
            "dev.baton.web..",
            "dev.baton.mcp..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.baton.core..",
            "dev.baton.router..",
            "dev.baton.orchestrator..",
            "dev.baton.stack..",
            "dev.baton.cli..")
        .because(
            "a worker knows its tasks and nothing of runs; what it needs belongs into the contract")
        .check(BATON);
  }

  @Test
  void letsServicesMeetOnTopicsOnly() {
    noClasses()
        .that()
        .resideInAPackage("dev.baton.router..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.baton.orchestrator..").or(resideInAPackage("dev.baton.agent..")))
        .because(
            "services share the contract and the core, not each other's classes; a router with a model is dev.baton.routermodels, which uses both")
        .check(BATON);
    noClasses()
        .that()
        .resideInAPackage("dev.baton.orchestrator..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.baton.router..").or(resideInAPackage("dev.baton.agent..")))
        .because("services share the contract and the core, not each other's classes")
        .check(BATON);
    slices()
        .matching("dev.baton.worker.(*)..")
        .should()
        .notDependOnEachOther()
        .because(
            "each role is deployed alone; what two roles share belongs into agent-runtime or document-tools")
        .check(BATON);
  }

  @Test
  void keepsTheLawsBesideWhatTheyWatch() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.baton.laws..", "dev.baton.simulation..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.baton.laws..")
        .because("a law that the machine or a service knew would prove nothing; ask the simulation")
        .check(BATON);
    noClasses()
        .that()
        .resideInAPackage("dev.baton.laws..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.baton..")
                .and(not(resideInAnyPackage("dev.baton.laws..", "dev.baton.core.."))))
        .because(
            "the proofs of the machine watch by the same laws as the worlds; put the rest there")
        .check(BATON);
  }

  @Test
  void keepsTheSimulationOutOfWhatItSimulates() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.baton.simulation..", "dev.baton.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.baton.simulation..")
        .because("product code must not know that it is simulated; inject what a world replaces")
        .check(BATON);
    noClasses()
        .that()
        .resideInAPackage("dev.baton.simulation..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.kafka..",
            "org.springframework..",
            "dev.baton.router..",
            "dev.baton.orchestrator..",
            "dev.baton.worker..",
            "dev.baton.stack..",
            "dev.baton.cli..")
        .because("a world has its own broker; put what it shares with a service into the core")
        .check(BATON);
  }

  @Test
  void keepsTheRoutingDecisionPure() {
    noClasses()
        .that()
        .resideInAPackage("dev.baton.router.decision..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.kafka..", "org.springframework..")
        .because("a decision must be repeatable on yesterday's requests without a broker")
        .check(BATON);
  }

  @Test
  void keepsTheNativeModelBehindOnePackage() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.baton.vectors..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.langchain4j..embedding..", "ai.onnxruntime..", "ai.djl..")
        .because("another sentence model is another SentenceEmbedder and nothing else")
        .check(BATON);
    noClasses()
        .that()
        .resideInAPackage("dev.baton.routing..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.baton..")
                .and(not(resideInAnyPackage("dev.baton.routing..", "dev.baton.vectors.."))))
        .because("the router and the command learn with it; it knows texts and labels alone")
        .check(BATON);
  }

  @Test
  void keepsTheSearchOfDocumentsALibraryOnItsOwn() {
    noClasses()
        .that()
        .resideInAPackage("dev.baton.search..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.baton..").and(not(resideInAPackage("dev.baton.search.."))))
        .because("it is given vectors (TextVectors) and knows no model, no task and no tool")
        .check(BATON);
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.baton.search..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.pdfbox..", "org.apache.fontbox..", "org.jsoup..")
        .because("hostile files are read in one place, where what they may cost is bounded")
        .check(BATON);
  }

  @Test
  void keepsTheProtocolOfMcpBehindOnePackage() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.baton.mcp..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.modelcontextprotocol..", "reactor..", "dev.baton.mcp..")
        .because("a worker finds its tools as a ToolSource at run time, or goes without")
        .check(BATON);
  }

  @Test
  void tellsUnderNamesThatStandInOnePlace() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.baton.telemetry..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.opentelemetry.sdk..", "io.opentelemetry.exporter..")
        .orShould()
        .callMethod(io.opentelemetry.api.common.AttributeKey.class, "stringKey", String.class)
        .because("names are TelemetryNames, and how spans go out is the telemetry module's alone")
        .check(BATON);
    noClasses()
        .that()
        .resideInAPackage("dev.baton.core..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.opentelemetry..", "io.micrometer..", "dev.baton.telemetry..")
        .because("a trace means nothing to what is decided; tell of it in the service")
        .check(BATON);
  }

  @Test
  void keepsTheSandboxALibraryOnItsOwn() {
    noClasses()
        .that()
        .resideInAPackage("dev.baton.sandbox..")
        .should()
        .dependOnClassesThat(
            resideOutsideOfPackages("dev.baton.sandbox..", "java..", "org.jspecify.."))
        .because("whoever judges whether it holds must be able to read all of it")
        .check(BATON);
  }

  @Test
  void hasNoImportCircles() {
    slices()
        .matching("dev.baton.(**)")
        .should()
        .beFreeOfCycles()
        .because("two packages that need each other are one package, or miss a third")
        .check(BATON);
  }

  @Test
  void neverSleepsInATest() throws IOException {
    String sleep = "Thread." + "sleep(";
    try (Stream<Path> files = Files.walk(Path.of(".."))) {
      List<Path> sleeping =
          files
              .filter(file ->
                  file.toString().endsWith(".java") && file.toString().contains("/src/test/"))
              .filter(file -> text(file).contains(sleep))
              .toList();
      assertThat(sleeping)
          .as("tests that sleep (wait for a condition with a bound instead)")
          .isEmpty();
    }
  }

  @Test
  void marksEveryPackageForNullChecks() {
    TreeSet<String> unmarked = new TreeSet<>();
    BATON.stream()
        .map(type -> type.getPackage())
        .filter(pack -> !pack.getName().startsWith("dev.baton.schemas")) // generated
        .filter(pack ->
            pack.tryGetPackageInfo()
                .filter(info -> info.isAnnotatedWith(NullMarked.class))
                .isEmpty())
        .map(JavaPackage::getName)
        .forEach(unmarked::add);
    assertThat(unmarked).as("packages without package-info.java and @NullMarked").isEmpty();
  }

  @Test
  void namesSpringApplicationsAlike() {
    classes()
        .that()
        .areAnnotatedWith("org.springframework.boot.SpringBootConfiguration")
        .should()
        .haveSimpleNameEndingWith("Application")
        .because("the local stack and the images start them by that name")
        .check(BATON);
  }

  @Test
  void keepsEveryFileReadable() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(".."))) {
      List<String> tooLong =
          files
              .filter(
                  file -> file.toString().endsWith(".java") && file.toString().contains("/src/"))
              .filter(file -> lines(file) > MOST_LINES)
              .map(file -> file + ": " + lines(file))
              .toList();
      assertThat(tooLong).as("files over %s lines (split by concept)", MOST_LINES).isEmpty();
    }
  }

  private static long lines(Path file) {
    return text(file).lines().count();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
