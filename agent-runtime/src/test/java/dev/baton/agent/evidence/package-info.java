/** Tests of evidence and citation rules. */
@NullMarked
package dev.baton.agent.evidence;

import org.jspecify.annotations.NullMarked;
