/** Tools of MCP servers: which there are is the operator's say, who may call them the card's. */
@NullMarked
package dev.baton.mcp;

import org.jspecify.annotations.NullMarked;
