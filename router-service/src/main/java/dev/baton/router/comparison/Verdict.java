package dev.baton.router.comparison;

import dev.baton.schemas.Rejection;
import dev.baton.schemas.Route;
import dev.baton.schemas.RouteKind;
import dev.baton.schemas.RouteStage;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What one router decided for one request.
 *
 * @param target agent:ROLE, workflow:NAME, or refused:CODE
 * @param stage which stage decided
 * @param reason why, in plain words
 */
public record Verdict(String target, RouteStage stage, String reason) {

  private static final String REFUSED = "refused:";
  private static final int KEPT_REASON_CHARS = 500;

  /** Cuts the reason, for many of them are kept at a time. */
  public Verdict {
    reason = Excerpt.of(reason, KEPT_REASON_CHARS);
  }

  /** As an event says it. */
  public static Verdict of(Route route, @Nullable Rejection rejection) {
    String target =
        route.getKind() == RouteKind.NONE
            ? REFUSED + (rejection == null ? "unknown" : rejection.getCode())
            : route.getKind().name().toLowerCase(Locale.ROOT) + ":" + route.getTarget();
    return new Verdict(target, route.getStage(), route.getReason());
  }
}
