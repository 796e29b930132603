/** What the router's tests share. */
@NullMarked
package dev.baton.router;

import org.jspecify.annotations.NullMarked;
