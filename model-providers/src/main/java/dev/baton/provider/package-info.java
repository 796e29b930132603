/** Models of providers that speak OpenAI's or Anthropic's protocol. */
@NullMarked
package dev.baton.provider;

import org.jspecify.annotations.NullMarked;
