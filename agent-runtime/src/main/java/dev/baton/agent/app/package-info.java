/** Wires a specialist into a worker service with Spring. */
@NullMarked
package dev.baton.agent.app;

import org.jspecify.annotations.NullMarked;
