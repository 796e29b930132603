package dev.baton.agent.model;

/**
 * How the models of one kind of provider are asked. Implementations are found by {@link
 * java.util.ServiceLoader} and are thread-safe; a worker without any on its class path has the
 * offline and the scripted model only.
 */
public interface ModelProtocol {

  /** What accounts call it, for example openai. */
  String name();

  /**
   * The model that answers for a tier that has no setting, in an account that names none.
   *
   * @param tier named in an agent card
   */
  String standardModel(String tier);

  /**
   * A client.
   *
   * @param account where and in whose name
   * @param model the model's name as the provider knows it
   * @param facts what is set about it
   */
  ModelClient client(ProviderAccount account, String model, ModelFacts facts);
}
