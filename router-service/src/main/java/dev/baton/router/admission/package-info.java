/** What is refused at the door for the moment's load, whatever it asks. */
@NullMarked
package dev.baton.router.admission;

import org.jspecify.annotations.NullMarked;
