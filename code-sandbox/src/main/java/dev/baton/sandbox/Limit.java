package dev.baton.sandbox;

/** A bound that ends a program. */
public enum Limit {
  /** It ran for too long. */
  WALL_TIME,
  /** It used too much CPU. */
  CPU_TIME,
  /** Its processes used too much memory together. */
  MEMORY,
  /** It went on writing to standard output or standard error. */
  OUTPUT,
  /** It wrote a file that grew too large. */
  FILE_SIZE
}
