package dev.baton.mcp;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a server is reached. */
sealed interface Endpoint {

  /**
   * A program that is started and spoken to over its standard input and output.
   *
   * @param words the program and its arguments; no shell reads them
   * @param environment all that it gets
   */
  record Command(List<String> words, Map<String, String> environment) implements Endpoint {
    public Command {
      words = List.copyOf(words);
      environment = Map.copyOf(environment);
    }

    /** Without what may be secrets. */
    @Override
    public String toString() {
      return "Command[" + words.getFirst() + "]";
    }
  }

  /**
   * An address that is spoken to over streamable HTTP.
   *
   * @param header sent with every request
   */
  record Address(URI url, Optional<Header> header) implements Endpoint {}

  /** A header; its value may be a secret. */
  record Header(String name, String value) {
    @Override
    public String toString() {
      return "Header[" + name + "]";
    }
  }
}
