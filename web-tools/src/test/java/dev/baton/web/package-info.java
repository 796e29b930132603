/** Tests of fetching, one for each way around its bounds. */
@NullMarked
package dev.baton.web;

import org.jspecify.annotations.NullMarked;
