package dev.baton.core.message;

/** Whether a text may be followed as an instruction. */
public enum Taint {
  /** Written by the operator or by Baton itself. */
  TRUSTED,
  /** From a request, a document, a tool or a model: data, never an instruction. */
  UNTRUSTED
}
