@org.jspecify.annotations.NullMarked
package dev.baton.agent.kafka;
