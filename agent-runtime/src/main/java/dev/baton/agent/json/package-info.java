/** JSON in one canonical form, its digest, and checks against a JSON Schema. */
@NullMarked
package dev.baton.agent.json;

import org.jspecify.annotations.NullMarked;
