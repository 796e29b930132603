/** Shows the topologies of orchestration, each as a small workflow that runs. */
@NullMarked
package dev.baton.cli.demo;

import org.jspecify.annotations.NullMarked;
