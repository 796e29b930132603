/** The operator's routing rules: conditions over a request, read from one strict file. */
@NullMarked
package dev.baton.router.rules;

import org.jspecify.annotations.NullMarked;
