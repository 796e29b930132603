package dev.baton.core.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.baton.core.message.FailureClass;
import dev.baton.core.message.WorkflowDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The schema for editors and the parser say the same. */
class WorkflowSchemaTests {
  private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
  private static final Path GUIDE = Path.of("../docs/workflows.md");
  private static final JsonNode JSON = JsonMapper.shared().readTree(WorkflowSchema.json());
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(WorkflowSchema.json(), InputFormat.JSON);

  @Test
  void everyDocumentedAndBundledWorkflowFits() throws IOException {
    Stream<String> documented =
        EXAMPLE.matcher(Files.readString(GUIDE)).results().map(match -> match.group(1));
    Stream<String> bundled = Workflows.bundled().stream().map(WorkflowDefinition::body);
    List<String> all = Stream.concat(documented, bundled).toList();
    assertThat(all).hasSizeGreaterThan(8);
    all.forEach(yaml -> assertThat(complaints(yaml)).as(yaml).isEmpty());
  }

  @Test
  void whatASchemaCanSeeOfTheMalformedDoesNotFit() {
    SoftAssertions softly = new SoftAssertions();
    for (Malformed malformed : Malformed.all()) {
      if (isYaml(malformed.yaml())) {
        List<String> complaints = complaints(malformed.yaml());
        softly
            .assertThat(complaints.isEmpty())
            .as("%s fits the schema, which says %s", malformed.name(), complaints)
            .isEqualTo(!malformed.seenBySchema());
      }
    }
    softly.assertAll();
  }

  @Test
  void hasEveryKeyThatTheParserTakesAndNoOther() {
    Map<String, TreeSet<String>> taken = new TreeMap<>();
    for (Keys keys : Keys.values()) {
      taken.put(definition(keys), new TreeSet<>(keys.names()));
    }
    Map<String, TreeSet<String>> offered = new TreeMap<>();
    offered.put("workflow", new TreeSet<>(JSON.get("properties").propertyNames()));
    JSON.get("$defs")
        .properties()
        .forEach(entry -> {
          JsonNode properties = entry.getValue().get("properties");
          if (properties != null) {
            offered.put(entry.getKey(), new TreeSet<>(properties.propertyNames()));
          }
        });
    assertThat(offered).isEqualTo(taken);
    offered.keySet().forEach(name -> assertThat(isClosed(name)).as(name).isTrue());
  }

  private static boolean isClosed(String name) {
    JsonNode definition = name.equals("workflow") ? JSON : JSON.get("$defs").get(name);
    return definition.get("additionalProperties").isBoolean();
  }

  /** AGENT_STEP is described by agentStep. */
  private static String definition(Keys keys) {
    String[] words = keys.name().toLowerCase(Locale.ROOT).split("_", -1);
    return words[0]
        + Stream.of(words)
            .skip(1)
            .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
            .reduce("", String::concat);
  }

  @Test
  void offersTheWordsThatTheParserTakes() {
    String step = "/$defs/agentStep/properties";
    List<String> merges = new ArrayList<>(constants(MergePolicy.class));
    merges.add("reviewer");
    assertThat(words(step + "/merge/anyOf/0")).isEqualTo(merges);
    assertThat(words(step + "/onMissing")).isEqualTo(constants(OnMissing.class));
    assertThat(words("/$defs/join/properties/type")).isEqualTo(constants(JoinType.class));
    assertThat(words("/$defs/retry/properties/on/items")).isEqualTo(constants(FailureClass.class));
    assertThat(words("/$defs/approve/properties/default")).isEqualTo(constants(Work.Verdict.class));
  }

  @Test
  void drawsTheBoundsWhereTheParserDoes() {
    assertThat(number("/properties/steps/maxProperties")).isEqualTo(WorkflowParser.MAX_STEPS);
    assertThat(number("/$defs/retry/properties/max/maximum")).isEqualTo(RetryPolicy.MOST_ATTEMPTS);
    assertThat(number("/$defs/repeat/properties/max/maximum")).isEqualTo(Repeat.MOST_ROUNDS);
    assertThat(number("/$defs/forEach/properties/concurrency/maximum"))
        .isEqualTo(FanOut.MAX_CONCURRENCY);
    assertThat(number("/$defs/forEach/properties/concurrency/default"))
        .isEqualTo(FanOut.DEFAULT_CONCURRENCY);
    assertThat(pattern("/$defs/stepName")).isEqualTo(Names.STEP.pattern());
    assertThat(pattern("/$defs/role")).isEqualTo(Names.ROLE.pattern());
    assertThat(pattern("/properties/name")).isEqualTo(Names.WORKFLOW.pattern());
  }

  private static long number(String pointer) {
    return JSON.at(pointer).longValue();
  }

  private static String pattern(String pointer) {
    return JSON.at(pointer + "/pattern").asString().replaceAll("^\\^|\\$$", "");
  }

  private static List<String> words(String pointer) {
    List<String> words = new ArrayList<>();
    JSON.at(pointer + "/enum").forEach(word -> words.add(word.asString()));
    return words;
  }

  private static <E extends Enum<E>> List<String> constants(Class<E> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(constant -> constant.name().toLowerCase(Locale.ROOT))
        .toList();
  }

  private static boolean isYaml(String yaml) {
    try {
      return !YAMLMapper.shared().readTree(yaml).isMissingNode();
    } catch (JacksonException _) {
      return false;
    }
  }

  private static List<String> complaints(String yaml) {
    return SCHEMA.validate(yaml, InputFormat.YAML).stream().map(Object::toString).toList();
  }
}
