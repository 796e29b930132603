package dev.baton.core.workflow;

/**
 * The place of one key's value, for what shows only once all steps are known.
 *
 * @param map the map that has the key
 * @param key the key; may be absent from the map
 */
record Spot(YamlMap map, String key) {
  void report(String problem) {
    map.report(key, problem);
  }

  /** Something is wrong with one element of the key's list. */
  void reportElement(String element, String problem) {
    map.reportElement(key, element, problem);
  }

  /** Something is wrong with one character of the key's text. */
  void reportAt(int offset, String problem) {
    map.reportAt(key, offset, problem);
  }
}
