/** Evidence from documents and the rules that tie every sentence of a text to it. */
@NullMarked
package dev.baton.agent.evidence;

import org.jspecify.annotations.NullMarked;
