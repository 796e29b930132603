package dev.baton.search;

/** Lines of a file, both ends included, from 1. */
record LineRange(int start, int end) {

  boolean contains(LineRange other) {
    return start <= other.start && other.end <= end;
  }

  int distanceTo(LineRange other) {
    return Math.abs(start - other.start) + Math.abs(end - other.end);
  }
}
