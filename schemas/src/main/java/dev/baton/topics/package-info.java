/** The topic catalogue: every topic, who owns it, and what each principal may do with it. */
@NullMarked
package dev.baton.topics;

import org.jspecify.annotations.NullMarked;
