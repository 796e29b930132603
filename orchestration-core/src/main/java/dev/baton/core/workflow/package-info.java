/**
 * Workflow definitions: their model, their YAML form and the checks that keep a run's outcome
 * independent of arrival order.
 */
@NullMarked
package dev.baton.core.workflow;

import org.jspecify.annotations.NullMarked;
