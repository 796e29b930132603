/** What two routers decided for the same requests, side by side. */
@NullMarked
package dev.baton.router.comparison;

import org.jspecify.annotations.NullMarked;
