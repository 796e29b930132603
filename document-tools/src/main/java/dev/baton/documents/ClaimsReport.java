package dev.baton.documents;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What became of a model's claims.
 *
 * @param claims how many hold
 * @param dropped what was left out, each with its reason
 * @param unusable why there are none, and rules picked the evidence; empty where there are
 */
public record ClaimsReport(int claims, List<String> dropped, String unusable) {

  /** As many fit beside the other fields of a result. */
  private static final int MAX_DROPPED = 8;

  private static final int MAX_CHARS = 400;

  /** Copies the list. */
  public ClaimsReport {
    dropped = List.copyOf(dropped);
  }

  static ClaimsReport none(String why) {
    return new ClaimsReport(0, List.of(), why);
  }

  /** Says it in a result's fields: by, claims, dropped, and why there are none. */
  public void describe(ObjectNode fields) {
    fields.put("by", unusable.isEmpty() ? "model" : "rules").put("claims", claims);
    ArrayNode array = fields.putArray("dropped");
    dropped.stream().limit(MAX_DROPPED).map(ClaimsReport::cut).forEach(array::add);
    if (!unusable.isEmpty()) {
      fields.put("noClaims", cut(unusable));
    }
  }

  private static String cut(String text) {
    return text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS - 1) + "…";
  }
}
