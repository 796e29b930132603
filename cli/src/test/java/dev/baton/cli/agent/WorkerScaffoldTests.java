package dev.baton.cli.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.agent.card.AgentCards;
import dev.baton.agent.task.Specialist;
import dev.baton.agent.task.TaskOutcome;
import dev.baton.cli.failure.CommandFailure;
import dev.baton.documents.testing.InProcessWorker;
import dev.baton.documents.testing.TestTasks;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkerScaffoldTests {

  private static final Path SOURCES = Path.of(System.getProperty("baton.home", ".."));
  private static final String MODULE = "worker-my-agent";
  private static final int BUILD_MINUTES = 20;

  @TempDir private Path folder = Path.of("");

  @Test
  void compilesAndDoesItsTasks() throws Exception {
    Path module = scaffold("my-agent").root().resolve(MODULE);
    Path classes = Files.createDirectory(folder.resolve("classes"));

    compile(module, classes);

    URL[] path = {classes.toUri().toURL(), module.resolve("src/main/resources/").toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(path, getClass().getClassLoader())) {
      Specialist specialist =
          (Specialist)
              loader
                  .loadClass("dev.baton.worker.myagent.MyAgentSpecialist")
                  .getConstructor()
                  .newInstance();
      Thread.currentThread().setContextClassLoader(loader);
      try (InProcessWorker worker = InProcessWorker.offline("my-agent", specialist, List.of())) {
        assertThat(worker.perform(TestTasks.task("my-agent", "", "one two three").build()))
            .isInstanceOfSatisfying(
                TaskOutcome.Success.class,
                success -> assertThat(success.fieldsJson()).isEqualTo("{\"words\":3}"));
      } finally {
        Thread.currentThread().setContextClassLoader(getClass().getClassLoader());
      }
    }
  }

  @Test
  void hasACardThatIsRightAndAModuleThatIsPartOfTheBuild() throws IOException {
    String before = Files.readString(SOURCES.resolve("pom.xml"));
    Checkout checkout = scaffold("my-agent");

    Path card = checkout.root().resolve(MODULE + "/src/main/resources/agents/my-agent.yaml");
    assertThat(AgentCards.fromFile(card).getRole()).isEqualTo("my-agent");
    assertThat(Files.readString(checkout.root().resolve(MODULE + "/pom.xml")))
        .contains("<version>" + checkout.version().orElseThrow() + "</version>")
        .doesNotContain("@");
    String line = "    <module>" + MODULE + "</module>\n";
    String after = Files.readString(checkout.root().resolve("pom.xml"));
    assertThat(after)
        .contains("<module>worker-generalist</module>\n" + line)
        .satisfies(text -> assertThat(text.replace(line, "")).isEqualTo(before));
  }

  @Test
  void neverWritesOverAnything() throws IOException {
    Checkout checkout = scaffold("my-agent");
    Path specialist =
        checkout
            .root()
            .resolve(MODULE + "/src/main/java/dev/baton/worker/myagent/MyAgentSpecialist.java");
    Files.writeString(specialist, "mine");
    String pom = Files.readString(checkout.root().resolve("pom.xml"));

    assertRefused(checkout, "my-agent", "worker-my-agent is there already");
    assertRefused(checkout, "myagent", "worker-my-agent has the package dev.baton.worker.myagent");
    assertThat(specialist).hasContent("mine");
    assertThat(checkout.root().resolve("pom.xml")).hasContent(pom);

    Files.move(checkout.root().resolve(MODULE), folder.resolve("elsewhere"));
    assertRefused(checkout, "my-agent", "worker-my-agent is part of the build already");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''         | agent new:  (expected: 1 to 40 lower-case letters, digits and single hyphens",
        "My-Agent   | agent new: My-Agent (expected: 1 to 40 lower-case",
        "my_agent   | agent new: my_agent (expected: 1 to 40 lower-case",
        "../up      | agent new: ../up (expected: 1 to 40 lower-case",
        "1st        | beginning with a letter",
        "a-         | not ending with a hyphen",
        "a--b       | single hyphens",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa | 1 to 40",
        "writer     | agent new: writer (expected: another name: this role comes with Baton)",
        "new        | agent new: new (expected: another name: Java keeps the word to itself)",
      })
  void refusesANameThatIsNone(String name, String message) {
    assertThatThrownBy(() -> new NewRole(name))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesToWorkOutsideOfACheckout() {
    assertThatThrownBy(() -> Checkout.around(folder))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("is in no checkout of Baton (expected: to be run inside one;");
  }

  @Test
  @EnabledIfSystemProperty(named = "baton.long", matches = "true")
  void passesItsGatesInACopyOfTheCheckout() throws Exception {
    Path copy = copyOfTheCheckout();
    for (String name : List.of("ab", "my-agent")) {
      new WorkerScaffold(new Checkout(copy), new NewRole(name)).write();
    }

    Path log = folder.resolve("build.log");
    Process build =
        new ProcessBuilder(command(copy))
            .directory(copy.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();

    assertThat(build.waitFor(BUILD_MINUTES, TimeUnit.MINUTES)).isTrue();
    assertThat(build.exitValue()).as(Files.readString(log)).isZero();
    assertThat(copy.resolve(MODULE + "/target/app/" + MODULE + ".jar")).isRegularFile();
    assertThat(Files.readString(log)).contains("Running dev.baton.worker.myagent.MyAgent");
  }

  private static List<String> command(Path copy) {
    List<String> command = new ArrayList<>(List.of(copy.resolve("mvnw").toString(), "-B", "-ntp"));
    Stream.of("maven.repo.local")
        .filter(name -> System.getProperty(name) != null)
        .forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
    command.addAll(
        List.of(
            "-pl",
            MODULE + ",worker-ab",
            "-am",
            "-Dtest=MyAgentSpecialistTests,AbSpecialistTests",
            "-Dsurefire.failIfNoSpecifiedTests=false",
            "verify"));
    return command;
  }

  private Path copyOfTheCheckout() throws IOException {
    Path copy = folder.resolve("copy");
    Set<String> left = Set.of("target", ".git", ".baton");
    Files.walkFileTree(
        SOURCES,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path from, BasicFileAttributes attributes)
              throws IOException {
            if (left.contains(String.valueOf(from.getFileName()))) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(copy.resolve(SOURCES.relativize(from).toString()));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path from, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(
                from,
                copy.resolve(SOURCES.relativize(from).toString()),
                StandardCopyOption.COPY_ATTRIBUTES);
            return FileVisitResult.CONTINUE;
          }
        });
    return copy;
  }

  private Checkout scaffold(String name) throws IOException {
    Path root = Files.createDirectory(folder.resolve("checkout"));
    Files.copy(SOURCES.resolve("pom.xml"), root.resolve("pom.xml"));
    Checkout checkout = Checkout.around(Files.createDirectory(root.resolve("inside")));
    assertThat(checkout.root()).isEqualTo(root.toAbsolutePath());
    new WorkerScaffold(checkout, new NewRole(name)).write();
    return checkout;
  }

  private static void assertRefused(Checkout checkout, String name, String message) {
    assertThatThrownBy(() -> new WorkerScaffold(checkout, new NewRole(name)).write())
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining(message);
  }

  private static void compile(Path module, Path classes) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-d",
                classes.toString(),
                "-parameters",
                "-Xlint:all,-processing,-classfile,-serial,-path",
                "-Werror",
                "-proc:none",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path"))));
    try (Stream<Path> files = Files.walk(module)) {
      // The two package-info of main and test are the same class.
      files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.endsWith("package-info.java") || file.toString().contains("main"))
          .forEach(file -> arguments.add(file.toString()));
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int code = compiler.run(null, said, said, arguments.toArray(String[]::new));
    assertThat(code).as(said.toString(StandardCharsets.UTF_8)).isZero();
  }
}
