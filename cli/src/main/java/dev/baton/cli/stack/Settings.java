package dev.baton.cli.stack;

import dev.baton.cli.client.Installation;
import dev.baton.cli.state.StateFolder;
import dev.baton.topics.TopicNames;
import java.util.Optional;

/**
 * Which installation a command is about.
 *
 * @param state the folder of the local installation
 * @param given another installation that the caller named
 * @param names the names of topics
 */
public record Settings(StateFolder state, Optional<Installation> given, TopicNames names) {}
