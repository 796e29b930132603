/** Models of providers that speak OpenAI's, Anthropic's or Gemini's protocol. */
@NullMarked
package dev.baton.provider;

import org.jspecify.annotations.NullMarked;
