/** How a failure travels from deep inside a specialist, model or tool to the result of its task. */
@NullMarked
package dev.baton.agent.failure;

import org.jspecify.annotations.NullMarked;
