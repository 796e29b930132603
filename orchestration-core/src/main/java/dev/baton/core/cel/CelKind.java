package dev.baton.core.cel;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;

/** The type of a variable, or the type that an expression must have. */
public enum CelKind {
  /** True or false. */
  BOOLEAN(SimpleType.BOOL),
  /** A {@link String}. */
  STRING(SimpleType.STRING),
  /** A {@link Long}. */
  INT(SimpleType.INT),
  /** A {@link Double}. */
  DOUBLE(SimpleType.DOUBLE),
  /** A {@link java.util.List} of anything. */
  LIST(ListType.create(SimpleType.DYN)),
  /** A {@link java.util.Map} from strings to strings. */
  STRING_MAP(MapType.create(SimpleType.STRING, SimpleType.STRING)),
  /** A {@link java.util.Map} from strings to anything. */
  MAP(MapType.create(SimpleType.STRING, SimpleType.DYN)),
  /** Anything; checked at evaluation. */
  ANY(SimpleType.DYN);

  private final CelType type;

  CelKind(CelType type) {
    this.type = type;
  }

  CelType type() {
    return type;
  }

  boolean accepts(CelType actual) {
    return this == ANY || actual.equals(SimpleType.DYN) || actual.kind() == type.kind();
  }
}
