/** Agent cards: the descriptions of roles, read from YAML. */
@NullMarked
package dev.baton.agent.card;

import org.jspecify.annotations.NullMarked;
