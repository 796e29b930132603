package dev.baton.topics;

import dev.baton.schemas.RunLogRecord;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * What one topic is like.
 *
 * @param name its full name
 * @param schema the Avro schema of its values
 * @param partitioning how many partitions it has
 * @param config topic-level settings, by Kafka's names
 * @param rights who may do what; nobody else may do anything
 */
public record TopicSpec(
    String name,
    Schema schema,
    Partitioning partitioning,
    Map<String, String> config,
    Set<Right> rights) {

  /** How the number of partitions is chosen. */
  public enum Partitioning {
    /** The installation's fixed number, the same for runs and all results topics. */
    BY_RUN,
    /**
     * Few, so that a share group hands records to every member: 1 unless the installation says
     * otherwise.
     */
    TASKS,
    /** Exactly one. */
    SINGLE
  }

  /** Who must be able to read whose records. */
  public enum Compatibility {
    /** Earlier readers read later records and the other way round. */
    FULL,
    /** Later readers read earlier records. */
    BACKWARD
  }

  /** Copies the collections. */
  public TopicSpec {
    config = Map.copyOf(config);
    rights = Set.copyOf(rights);
  }

  /**
   * How the schema may change. The run log takes on new kinds of facts: a machine that does not
   * know a fact has to fail at it, because skipping it would fold another state.
   */
  public Compatibility compatibility() {
    return schema.getFullName().equals(RunLogRecord.getClassSchema().getFullName())
        ? Compatibility.BACKWARD
        : Compatibility.FULL;
  }

  /** The registry's subject for the values of this topic. */
  public String subject() {
    return name + "-value";
  }
}
