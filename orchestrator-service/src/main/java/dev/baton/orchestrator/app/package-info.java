/** The orchestrator as a Spring Boot application: properties, wiring, health. */
@NullMarked
package dev.baton.orchestrator.app;

import org.jspecify.annotations.NullMarked;
