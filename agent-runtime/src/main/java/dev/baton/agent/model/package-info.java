/** The port to language models and the models that need no provider. */
@NullMarked
package dev.baton.agent.model;

import org.jspecify.annotations.NullMarked;
