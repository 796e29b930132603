/** The Spring Boot application: configuration, start checks, health. */
@NullMarked
package dev.baton.router.app;

import org.jspecify.annotations.NullMarked;
