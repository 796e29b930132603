/** What workers that read documents share: corpora by configuration, the search tool, evidence. */
@NullMarked
package dev.baton.documents;

import org.jspecify.annotations.NullMarked;
