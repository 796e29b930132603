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
 * one, and passwords inside of Kafka's login settings.
 */
public final class ConfiguredSecrets {

  private static final Pattern NAME =
      Pattern.compile(
          "(?i).*(password|passwd|secret|secret[-_.]?key|access[-_.]?key|api[-_.]?key|token)");

  private static final Pattern LOGIN = Pattern.compile("(?i).*jaas[-_.]?config");
  private static final Pattern QUOTED =
      Pattern.compile("(?i)(?:password|secret|token)\\w*\\s*=\\s*\"([^\"]+)\"");

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
    }
  }
}
