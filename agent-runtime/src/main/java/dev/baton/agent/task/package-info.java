/** What a specialist sees of a task and what it may say about it. */
@NullMarked
package dev.baton.agent.task;

import org.jspecify.annotations.NullMarked;
