/**
 * What the orchestrator relies on outside itself: topics, features and group settings of the
 * cluster.
 */
@NullMarked
package dev.baton.orchestrator.cluster;

import org.jspecify.annotations.NullMarked;
