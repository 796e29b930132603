package dev.baton.core.message;

/** How urgent a request is. Each class has its own task topics. */
public enum Priority {
  LOW,
  NORMAL,
  HIGH
}
