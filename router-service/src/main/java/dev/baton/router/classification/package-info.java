/** The classifier as the router uses it: learned from what is published, in the background. */
@NullMarked
package dev.baton.router.classification;

import org.jspecify.annotations.NullMarked;
