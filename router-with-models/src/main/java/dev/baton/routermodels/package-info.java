/** A model of the installation's tiers as the router's model stage. */
@NullMarked
package dev.baton.routermodels;

import org.jspecify.annotations.NullMarked;
