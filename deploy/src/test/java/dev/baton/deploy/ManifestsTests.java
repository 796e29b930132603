package dev.baton.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ManifestsTests {

  private static final Path BASE = Path.of("kustomize/base");

  /** Stands in the router's place where a component says so. */
  private static final String ROUTER_WITH_MODELS = "baton/router-with-models";

  private final StrictManifests strict = new StrictManifests();

  @Test
  void parsesEveryFileOfTheBaseStrictly() throws IOException {
    try (Stream<Path> files = Files.list(BASE)) {
      List<Path> manifests =
          files.filter(file -> !file.endsWith("kustomization.yaml")).sorted().toList();
      assertThat(manifests).hasSizeGreaterThan(8);
      for (Path file : manifests) {
        assertThat(strict.read(Files.readString(file))).as(file.toString()).isNotEmpty();
      }
    }
  }

  @Test
  void findsAMisspeltFieldAndAWrongType() {
    assertThatThrownBy(
            () -> strict.read("apiVersion: apps/v1\nkind: Deployment\nspec:\n  replica: 1\n"))
        .hasMessageContaining("replica");
    assertThatThrownBy(
            () -> strict.read("apiVersion: apps/v1\nkind: Deployment\nspec:\n  replicas: many\n"))
        .hasMessageContaining("many");
    assertThatThrownBy(() -> strict.read("apiVersion: apps/v1\nkind: Deploiment\n"))
        .hasMessageContaining("Deploiment");
  }

  @Test
  void deploysEveryServiceOfTheReactor() throws Exception {
    Set<String> images =
        deployments(render()).stream()
            .map(ManifestsTests::service)
            .map(Container::getImage)
            .collect(Collectors.toSet());

    Set<String> services;
    try (Stream<Path> modules = Files.list(Path.of(".."))) {
      services =
          modules
              .filter(module -> declaresRunnableJar(module.resolve("pom.xml")))
              .map(module -> "baton/" + module.getFileName())
              .collect(Collectors.toSet());
    }
    assertThat(services).hasSize(8).contains(ROUTER_WITH_MODELS);
    services.remove(ROUTER_WITH_MODELS);
    assertThat(images).isEqualTo(services);
  }

  @Test
  void selectsThePodsThatItMakes() throws Exception {
    for (Deployment deployment : deployments(render())) {
      assertThat(deployment.getSpec().getTemplate().getMetadata().getLabels())
          .as(deployment.getMetadata().getName())
          .containsAllEntriesOf(deployment.getSpec().getSelector().getMatchLabels());
    }
  }

  @Test
  void runsEveryContainerWithTheLeastPrivileges() throws Exception {
    List<PodSpec> pods = pods(render());
    assertThat(pods).hasSize(8);
    for (PodSpec pod : pods) {
      assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
      assertThat(pod.getSecurityContext().getSeccompProfile().getType())
          .isEqualTo("RuntimeDefault");
      for (Container container : pod.getContainers()) {
        assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
        assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(container.getSecurityContext().getCapabilities().getDrop())
            .containsExactly("ALL");
        assertThat(container.getResources().getLimits()).containsKey("memory");
      }
    }
  }

  @Test
  void loosensTheCoderAloneWhereItMayRunPrograms() throws Exception {
    List<HasMetadata> all = render(withComponents("coder-sandbox"));
    List<Deployment> loose =
        deployments(all).stream()
            .filter(deployment -> {
              PodSpec pod = deployment.getSpec().getTemplate().getSpec();
              return !pod.getSecurityContext()
                  .getSeccompProfile()
                  .getType()
                  .equals("RuntimeDefault");
            })
            .toList();

    assertThat(loose)
        .singleElement()
        .satisfies(coder -> {
          assertThat(coder.getMetadata().getName()).isEqualTo("worker-coder");
          assertThat(service(coder).getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
          assertThat(service(coder).getSecurityContext().getCapabilities().getDrop())
              .containsExactly("ALL");
        });
  }

  @Test
  void givesTheInstallationPriorityClassesWhereTheComponentIsListed() throws Exception {
    List<HasMetadata> all = render(withComponents("priorities"));

    assertThat(configuration(all)).containsEntry("BATON_PRIORITIES", "true");
    assertThat(configuration(render())).doesNotContainKey("BATON_PRIORITIES");
    assertThat(all)
        .filteredOn(Job.class::isInstance)
        .singleElement()
        .satisfies(job ->
            assertThat(pods(List.of(job)).getFirst().getContainers().getFirst().getArgs())
                .contains("--priorities"));
  }

  @Test
  void runsAShadowRouterLikeTheRouterButForItsWord() throws Exception {
    List<HasMetadata> all = render(withComponents("shadow-router"));
    Deployment shadow = deployment(all, "router-shadow");
    Deployment router = deployment(all, "router");

    assertThat(deployments(all)).hasSize(deployments(render()).size() + 1);
    assertThat(service(shadow).getEnv())
        .extracting(variable -> variable.getName() + "=" + variable.getValue())
        .containsExactly(
            "BATON_ROUTER_SHADOW=true", "BATON_ROUTER_RULES=file:/etc/baton/routes.yaml");
    assertThat(service(shadow).getImage()).isEqualTo(service(router).getImage());
    assertThat(service(shadow).getEnvFrom()).isEqualTo(service(router).getEnvFrom());
    assertThat(service(shadow).getResources()).isEqualTo(service(router).getResources());
    assertThat(service(shadow).getSecurityContext())
        .isEqualTo(service(router).getSecurityContext());
    assertThat(service(shadow).getReadinessProbe()).isEqualTo(service(router).getReadinessProbe());
    PodSpec pod = shadow.getSpec().getTemplate().getSpec();
    assertThat(pod.getSecurityContext())
        .isEqualTo(router.getSpec().getTemplate().getSpec().getSecurityContext());
    assertThat(pod.getServiceAccountName()).isEqualTo("router-shadow");
    assertThat(names(all, ServiceAccount.class)).contains("router-shadow");
    assertThat(shadow.getSpec().getTemplate().getMetadata().getLabels())
        .isEqualTo(shadow.getSpec().getSelector().getMatchLabels())
        .isNotEqualTo(router.getSpec().getSelector().getMatchLabels());
    assertThat(names(all, ConfigMap.class))
        .contains(pod.getVolumes().getLast().getConfigMap().getName());
  }

  @Test
  void putsTheRouterWithModelsInTheRoutersPlace() throws Exception {
    List<HasMetadata> all = render(withComponents("router-with-models"));
    Container router = service(deployment(all, "router"));

    assertThat(router.getImage()).isEqualTo(ROUTER_WITH_MODELS);
    assertThat(router.getSecurityContext())
        .isEqualTo(service(deployment(render(), "router")).getSecurityContext());
    assertThat(router.getEnv())
        .extracting(EnvVar::getName)
        .containsExactly("BATON_ROUTER_MODEL_TIER", "OPENAI_API_KEY", "ANTHROPIC_API_KEY");
    assertThat(router.getEnv())
        .filteredOn(variable -> variable.getName().endsWith("_KEY"))
        .allSatisfy(variable -> {
          assertThat(variable.getValue()).isNull();
          assertThat(variable.getValueFrom().getSecretKeyRef().getOptional()).isTrue();
        });
    assertThat(deployments(all)).hasSize(deployments(render()).size());
  }

  @Test
  void aShadowBeginsWithTheBundledRules() throws Exception {
    assertThat(Path.of("kustomize/shadow-router/routes.yaml"))
        .hasSameTextualContentAs(Path.of("../router-service/src/main/resources/routes.yaml"));
  }

  private static Path withComponents(String component) throws IOException {
    Path folder = Files.createDirectories(Path.of("target/with-" + component));
    Files.writeString(
        folder.resolve("kustomization.yaml"),
        "resources: [../../kustomize/base]\ncomponents: [../../kustomize/%s]\n"
            .formatted(component));
    return folder;
  }

  private static Map<String, String> configuration(List<HasMetadata> all) {
    return all.stream()
        .filter(ConfigMap.class::isInstance)
        .map(ConfigMap.class::cast)
        .filter(one -> one.getMetadata().getName().equals("baton"))
        .findFirst()
        .orElseThrow()
        .getData();
  }

  private static Deployment deployment(List<HasMetadata> all, String name) {
    return deployments(all).stream()
        .filter(one -> one.getMetadata().getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void probesAPortThatTheContainerHas() throws Exception {
    for (Deployment deployment : deployments(render())) {
      Container service = service(deployment);
      List<String> ports = service.getPorts().stream().map(port -> port.getName()).toList();
      for (Probe probe :
          List.of(
              service.getStartupProbe(), service.getLivenessProbe(), service.getReadinessProbe())) {
        assertThat(ports).contains(probe.getHttpGet().getPort().getStrVal());
      }
    }
  }

  @Test
  void offersTheMetersOfEveryServiceOnAPortThatTheContainerHas() throws Exception {
    for (Deployment deployment : deployments(render(withComponents("shadow-router")))) {
      Map<String, String> annotations =
          deployment.getSpec().getTemplate().getMetadata().getAnnotations();
      assertThat(annotations)
          .as(deployment.getMetadata().getName())
          .containsEntry("prometheus.io/scrape", "true")
          .containsEntry("prometheus.io/path", "/actuator/prometheus");
      assertThat(service(deployment).getPorts())
          .extracting(port -> port.getContainerPort().toString())
          .contains(annotations.get("prometheus.io/port"));
    }
    List<Path> settings = settings();
    assertThat(settings).hasSizeGreaterThan(6);
    for (Path file : settings) {
      assertThat(Files.readString(file)).as("%s", file).containsPattern("include: .*prometheus");
    }
  }

  /** What the services are delivered with. */
  private static List<Path> settings() throws IOException {
    try (Stream<Path> modules = Files.list(Path.of(".."))) {
      return modules
          .map(module ->
              module.resolve("src/main/resources/%s.yaml".formatted(module.getFileName())))
          .filter(Files::exists)
          .toList();
    }
  }

  @Test
  void namesOnlyAccountsConfigMapsAndVolumesThatExist() throws Exception {
    List<HasMetadata> all = render();
    Set<String> accounts = names(all, ServiceAccount.class);
    Set<String> configMaps = names(all, ConfigMap.class);
    for (PodSpec pod : pods(all)) {
      assertThat(accounts).contains(pod.getServiceAccountName());
      Set<String> volumes =
          pod.getVolumes().stream().map(volume -> volume.getName()).collect(Collectors.toSet());
      for (Container container : pod.getContainers()) {
        container
            .getEnvFrom()
            .forEach(source -> assertThat(configMaps).contains(source.getConfigMapRef().getName()));
        container.getVolumeMounts().forEach(mount -> assertThat(volumes).contains(mount.getName()));
      }
    }
  }

  private List<HasMetadata> render() throws IOException, InterruptedException {
    return render(BASE);
  }

  private List<HasMetadata> render(Path folder) throws IOException, InterruptedException {
    assumeTrue(isOnPath("kubectl"), "kubectl is not on the PATH: the rendered base is not checked");
    Process kubectl =
        new ProcessBuilder("kubectl", "kustomize", folder.toString())
            .redirectErrorStream(true)
            .start();
    String rendered = new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(kubectl.waitFor()).as(rendered).isZero();
    return strict.read(rendered);
  }

  private static boolean isOnPath(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private static boolean declaresRunnableJar(Path pom) {
    try {
      return Files.exists(pom)
          && Files.readString(pom).contains("<artifactId>spring-boot-maven-plugin</artifactId>");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<Deployment> deployments(List<HasMetadata> all) {
    return all.stream().filter(Deployment.class::isInstance).map(Deployment.class::cast).toList();
  }

  private static List<PodSpec> pods(List<HasMetadata> all) {
    Stream<PodSpec> ofDeployments =
        deployments(all).stream().map(d -> d.getSpec().getTemplate().getSpec());
    Stream<PodSpec> ofJobs =
        all.stream()
            .filter(Job.class::isInstance)
            .map(Job.class::cast)
            .map(job -> job.getSpec().getTemplate().getSpec());
    return Stream.concat(ofDeployments, ofJobs).toList();
  }

  private static Set<String> names(List<HasMetadata> all, Class<? extends HasMetadata> type) {
    return all.stream()
        .filter(type::isInstance)
        .map(manifest -> manifest.getMetadata().getName())
        .collect(Collectors.toSet());
  }

  private static Container service(Deployment deployment) {
    return deployment.getSpec().getTemplate().getSpec().getContainers().getFirst();
  }
}
