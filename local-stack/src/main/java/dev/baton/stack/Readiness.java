package dev.baton.stack;

/** Asks a service whether it serves. Used by one thread. */
interface Readiness extends AutoCloseable {
  /** One short question; a service that does not answer is not ready, which is no error. */
  boolean isReady() throws InterruptedException;

  @Override
  void close();
}
