package dev.baton.telemetry;

import static io.opentelemetry.api.common.AttributeKey.booleanKey;
import static io.opentelemetry.api.common.AttributeKey.doubleKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringArrayKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.AttributeKey;
import java.util.List;

/**
 * Every name under which Baton tells something: spans, their attributes and events, and meters.
 * Those of OpenTelemetry's conventions for generative AI are still in development there, so a
 * change of theirs is a change of this class and nothing else. What the conventions have no name
 * for begins with {@code baton.}.
 */
public final class TelemetryNames {

  /** Instrumentation scope of all spans. */
  public static final String SCOPE = "dev.baton";

  // Operations of the conventions; a span is named after its operation and what it is done to.
  public static final String CHAT = "chat";
  public static final String EXECUTE_TOOL = "execute_tool";
  public static final String INVOKE_AGENT = "invoke_agent";
  public static final String INVOKE_WORKFLOW = "invoke_workflow";
  public static final String PLAN = "plan";

  /** The router decides about a request. */
  public static final String ROUTE = "route";

  /** The orchestrator applies an event; its kind follows. */
  public static final String APPLY = "apply";

  public static final AttributeKey<String> OPERATION = stringKey("gen_ai.operation.name");
  public static final AttributeKey<String> PROVIDER = stringKey("gen_ai.provider.name");
  public static final AttributeKey<String> AGENT = stringKey("gen_ai.agent.name");
  public static final AttributeKey<String> WORKFLOW = stringKey("gen_ai.workflow.name");
  public static final AttributeKey<String> CONVERSATION = stringKey("gen_ai.conversation.id");
  public static final AttributeKey<String> REQUEST_MODEL = stringKey("gen_ai.request.model");
  public static final AttributeKey<Long> MAX_TOKENS = longKey("gen_ai.request.max_tokens");
  public static final AttributeKey<Boolean> STREAMS = booleanKey("gen_ai.request.stream");
  public static final AttributeKey<String> OUTPUT_TYPE = stringKey("gen_ai.output.type");
  public static final AttributeKey<String> RESPONSE_MODEL = stringKey("gen_ai.response.model");
  public static final AttributeKey<List<String>> FINISH_REASONS =
      stringArrayKey("gen_ai.response.finish_reasons");
  public static final AttributeKey<Long> INPUT_TOKENS = longKey("gen_ai.usage.input_tokens");
  public static final AttributeKey<Long> OUTPUT_TOKENS = longKey("gen_ai.usage.output_tokens");
  public static final AttributeKey<Long> CACHED_TOKENS =
      longKey("gen_ai.usage.cache_read.input_tokens");
  public static final AttributeKey<String> TOOL = stringKey("gen_ai.tool.name");
  public static final AttributeKey<String> TOOL_TYPE = stringKey("gen_ai.tool.type");
  public static final AttributeKey<String> ERROR_TYPE = stringKey("error.type");

  // Content: only where the operator asks for it.
  public static final AttributeKey<String> SYSTEM = stringKey("gen_ai.system_instructions");
  public static final AttributeKey<String> INPUT_MESSAGES = stringKey("gen_ai.input.messages");
  public static final AttributeKey<String> OUTPUT_MESSAGES = stringKey("gen_ai.output.messages");
  public static final AttributeKey<String> TOOL_ARGUMENTS = stringKey("gen_ai.tool.call.arguments");
  public static final AttributeKey<String> TOOL_RESULT = stringKey("gen_ai.tool.call.result");

  public static final AttributeKey<String> MESSAGING_SYSTEM = stringKey("messaging.system");
  public static final AttributeKey<String> MESSAGING_OPERATION =
      stringKey("messaging.operation.type");
  public static final AttributeKey<String> DESTINATION = stringKey("messaging.destination.name");
  public static final AttributeKey<String> PARTITION =
      stringKey("messaging.destination.partition.id");
  public static final AttributeKey<Long> OFFSET = longKey("messaging.kafka.offset");
  public static final String KAFKA = "kafka";
  public static final String PROCESS = "process";

  public static final AttributeKey<String> RUN = stringKey("baton.run.id");
  public static final AttributeKey<String> TENANT = stringKey("baton.tenant");
  public static final AttributeKey<String> PARENT_RUN = stringKey("baton.run.parent");
  public static final AttributeKey<String> RUN_STATUS = stringKey("baton.run.status");
  public static final AttributeKey<String> ROUTE_TARGET = stringKey("baton.route.target");
  public static final AttributeKey<String> ROUTE_STAGE = stringKey("baton.route.stage");
  public static final AttributeKey<Double> ROUTE_CONFIDENCE = doubleKey("baton.route.confidence");
  public static final AttributeKey<String> REJECTION = stringKey("baton.rejection.code");
  public static final AttributeKey<List<String>> FACTS = stringArrayKey("baton.facts");
  public static final AttributeKey<String> TASK = stringKey("baton.task.id");
  public static final AttributeKey<String> STEP = stringKey("baton.step");
  public static final AttributeKey<Long> ROUND = longKey("baton.step.round");
  public static final AttributeKey<String> STEP_STATUS = stringKey("baton.step.status");
  public static final AttributeKey<String> STEP_CAUSE = stringKey("baton.step.cause");
  public static final AttributeKey<Long> ATTEMPT = longKey("baton.task.attempt");
  public static final AttributeKey<Long> DELIVERY = longKey("baton.task.delivery");
  public static final AttributeKey<String> OUTCOME = stringKey("baton.task.outcome");
  public static final AttributeKey<String> EXECUTION = stringKey("baton.execution.id");
  public static final AttributeKey<String> RESUMES = stringKey("baton.execution.resumes");
  public static final AttributeKey<Long> COST = longKey("baton.cost.micros");
  public static final AttributeKey<String> CALL_PURPOSE = stringKey("baton.call.purpose");
  public static final AttributeKey<Long> CALL_INDEX = longKey("baton.call.index");

  /** A call that the journal answered: it was paid by an earlier execution. */
  public static final String ANSWERED_FROM_JOURNAL = "baton.call.answered_from_journal";

  /** A step ended. */
  public static final String STEP_ENDED = "baton.step.ended";

  private TelemetryNames() {}

  /** The name of a span: an operation and what it is done to. */
  public static String span(String operation, String object) {
    return object.isEmpty() ? operation : operation + " " + object;
  }
}
