/** What requests can be routed to: agent cards and workflow definitions as published. */
@NullMarked
package dev.baton.router.catalog;

import org.jspecify.annotations.NullMarked;
