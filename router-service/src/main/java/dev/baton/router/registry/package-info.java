/** Follows the topics of agent cards and workflow definitions. */
@NullMarked
package dev.baton.router.registry;

import org.jspecify.annotations.NullMarked;
