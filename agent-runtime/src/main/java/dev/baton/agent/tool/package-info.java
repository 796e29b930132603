/** The port to tools and the allow-list that guards it. */
@NullMarked
package dev.baton.agent.tool;

import org.jspecify.annotations.NullMarked;
