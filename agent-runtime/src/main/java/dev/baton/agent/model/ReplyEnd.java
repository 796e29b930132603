package dev.baton.agent.model;

/** Why a model stopped talking. */
public enum ReplyEnd {
  /** It had said what it wanted to say, or wants tools called. */
  COMPLETE,
  /** The bound on its output was reached: the text is a part. */
  CUT_OFF,
  /** It, or a filter of its provider, refused; the text says why where a reason was given. */
  REFUSED
}
