/** The model stage with scripted models. */
@NullMarked
package dev.baton.routermodels;

import org.jspecify.annotations.NullMarked;
