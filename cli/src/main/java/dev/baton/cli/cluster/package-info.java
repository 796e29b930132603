/** Brings a cluster into the state that the services rely on. */
@NullMarked
package dev.baton.cli.cluster;

import org.jspecify.annotations.NullMarked;
