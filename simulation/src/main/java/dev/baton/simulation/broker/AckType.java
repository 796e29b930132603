package dev.baton.simulation.broker;

/** What a member says about a record that it has acquired. */
public enum AckType {
  ACCEPT,
  RELEASE,
  REJECT,
  RENEW
}
