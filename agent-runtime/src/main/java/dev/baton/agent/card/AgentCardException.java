package dev.baton.agent.card;

/** An agent card is missing or wrong. */
public final class AgentCardException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  AgentCardException(String message) {
    super(message);
  }

  AgentCardException(String message, Throwable cause) {
    super(message, cause);
  }
}
