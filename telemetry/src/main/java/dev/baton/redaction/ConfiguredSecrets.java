package dev.baton.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;

/**
 * The secrets that a service was configured with: every setting and variable whose name ends like
 * one, passwords inside of Kafka's login settings, and the headers of exporters.
 */
public final class ConfiguredSecrets {

  private static final Pattern NAME =
      Pattern.compile(
          "(?i).*(password|passwd|secret|secret[-_.]?key|access[-_.]?key|api[-_.]?key|token)");

  private static final Pattern LOGIN = Pattern.compile("(?i).*jaas[-_.]?config");
  private static final Pattern QUOTED =
      Pattern.compile("(?i)(?:password|secret|token)\\w*\\s*=\\s*\"([^\"]+)\"");

  /** What an exporter sends along to prove itself: NAME=VALUE,… */
  private static final Pattern HEADERS = Pattern.compile("(?i)otel[-_.].*headers");

  private static final Pattern PROOF =
      Pattern.compile(
          "(?i)(?:authorization|[\\w-]*(?:token|key|secret|password)[\\w-]*)\\s*=\\s*(?:(?:bearer|basic)(?: |%20)+)?([^,]+)");

  private ConfiguredSecrets() {}

  /**
   * Knows them.
   *
   * @param environment everything that is set, whatever it comes from
   */
  public static Redactor redactor(ConfigurableEnvironment environment) {
    List<String> secrets = new ArrayList<>();
    for (PropertySource<?> source : environment.getPropertySources()) {
      if (source instanceof EnumerablePropertySource<?> enumerable) {
        for (String name : enumerable.getPropertyNames()) {
          collect(name, environment, secrets);
        }
      }
    }
    return Redactor.of(secrets);
  }

  private static void collect(
      String name, ConfigurableEnvironment environment, List<String> secrets) {
    if (NAME.matcher(name).matches()) {
      secrets.add(environment.getProperty(name, "").strip());
    } else if (LOGIN.matcher(name).matches()) {
      Matcher quoted = QUOTED.matcher(environment.getProperty(name, ""));
      while (quoted.find()) {
        secrets.add(quoted.group(1));
      }
    } else if (HEADERS.matcher(name).matches()) {
      Matcher proof = PROOF.matcher(environment.getProperty(name, ""));
      while (proof.find()) {
        secrets.add(proof.group(1).strip());
      }
    }
  }
}
