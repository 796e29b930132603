package dev.baton.agent.model;

/** Puts something around each model that hears of the calls which really reach it. */
@FunctionalInterface
public interface ModelWatch {

  /** Nobody hears of calls. */
  ModelWatch NONE = (_, model) -> model;

  /**
   * The model with somebody around it.
   *
   * @param protocol that its provider speaks; empty where it has none
   * @param model who is asked
   */
  ModelClient around(String protocol, ModelClient model);
}
