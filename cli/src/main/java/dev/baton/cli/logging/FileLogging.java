package dev.baton.cli.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.LogManager;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Sets the log up in code: reading a configuration file would cost every command a tenth of a
 * second. Found by Logback through its service file.
 */
public final class FileLogging extends ContextAwareBase implements Configurator {

  /** Names the log file; without it nothing is logged. */
  static final String FILE_PROPERTY = "baton.log.file";

  private static final String PATTERN =
      "%d{yyyy-MM-dd HH:mm:ss.SSS} %-5level [%thread] %logger{30}: %msg%n%ex";
  private static final long MAX_BYTES = 10 << 20;
  private static final int OLD_FILES = 3;

  /** Libraries that say more than an operator wants to know. */
  private static final List<String> QUIET =
      List.of(
          "org.apache.kafka",
          "io.apicurio",
          "org.springframework",
          "org.apache.avro",
          "io.micrometer");

  /**
   * Tells every schema that it looks up, by the JDK's own means and under its bare name. Held,
   * because the JDK forgets the settings of loggers that nobody holds.
   */
  private static final java.util.logging.Logger QUIET_IN_JDK =
      java.util.logging.Logger.getLogger("DefaultSchemaResolver");

  /** Says where the log goes; only the first word before the first log line counts. */
  public static void useFile(Path file) {
    System.setProperty(FILE_PROPERTY, file.toString());
    // What is logged by the JDK's own means would go to the terminal.
    LogManager.getLogManager().reset();
    SLF4JBridgeHandler.install();
    QUIET_IN_JDK.setLevel(java.util.logging.Level.WARNING);
  }

  @Override
  public ExecutionStatus configure(LoggerContext logback) {
    String file = System.getProperty(FILE_PROPERTY);
    if (file == null) {
      // Somebody else, for example a test, brings a configuration or wants none.
      logback.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(Level.OFF);
      return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
    ch.qos.logback.classic.Logger root = logback.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.INFO);
    root.addAppender(appender(logback, file));
    QUIET.forEach(name -> logback.getLogger(name).setLevel(Level.WARN));
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  private static RollingFileAppender<ILoggingEvent> appender(LoggerContext logback, String file) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(logback);
    encoder.setPattern(PATTERN);
    encoder.start();
    RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
    appender.setContext(logback);
    appender.setName("file");
    appender.setFile(file);
    appender.setEncoder(encoder);
    FixedWindowRollingPolicy rolling = new FixedWindowRollingPolicy();
    rolling.setContext(logback);
    rolling.setParent(appender);
    rolling.setFileNamePattern(file + ".%i");
    rolling.setMinIndex(1);
    rolling.setMaxIndex(OLD_FILES);
    rolling.start();
    SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
    size.setContext(logback);
    size.setMaxFileSize(new FileSize(MAX_BYTES));
    size.start();
    appender.setRollingPolicy(rolling);
    appender.setTriggeringPolicy(size);
    appender.start();
    return appender;
  }
}
