/** The bounded reason-act-observe loop. */
@NullMarked
package dev.baton.agent.loop;

import org.jspecify.annotations.NullMarked;
