/** The local stack: broker, registry and all services. */
@NullMarked
package dev.baton.cli.stack;

import org.jspecify.annotations.NullMarked;
