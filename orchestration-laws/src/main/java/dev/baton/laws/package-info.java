/** What must hold of every run, whatever goes wrong in it, and random workflows to try it with. */
@NullMarked
package dev.baton.laws;

import org.jspecify.annotations.NullMarked;
