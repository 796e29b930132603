/** Tests of the tools of MCP servers. */
@NullMarked
package dev.baton.mcp;

import org.jspecify.annotations.NullMarked;
