/** A tenant's ledger: what its runs may spend together in a period. */
@NullMarked
package dev.baton.core.ledger;

import org.jspecify.annotations.NullMarked;
