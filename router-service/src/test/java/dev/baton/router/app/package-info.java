/** Tests of dev.baton.router.app. */
@NullMarked
package dev.baton.router.app;

import org.jspecify.annotations.NullMarked;
