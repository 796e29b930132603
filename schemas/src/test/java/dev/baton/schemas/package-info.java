/** Tests of the contract. */
@NullMarked
package dev.baton.schemas;

import org.jspecify.annotations.NullMarked;
