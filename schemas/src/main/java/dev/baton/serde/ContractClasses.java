package dev.baton.serde;

import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;

/**
 * Makes Avro trust the contract's generated classes. Avro refuses every class that nobody vouched
 * for, even when a builder fills in the default of an enum. Thread-safe.
 */
public final class ContractClasses {

  private static final String CONTRACT = "dev.baton.schemas";

  static {
    ClassSecurityPredicate others = ClassSecurityValidator.getGlobal();
    ClassSecurityValidator.setGlobal(
        ClassSecurityValidator.composite(
            others, type -> (type.getPackageName() + ".").startsWith(CONTRACT + ".")));
  }

  private ContractClasses() {}

  /**
   * Vouches for the contract, once. {@link AvroSerdes} does so itself; only code that builds
   * records without it need call this.
   */
  public static void trust() {
    // Loading this class has done it.
  }
}
