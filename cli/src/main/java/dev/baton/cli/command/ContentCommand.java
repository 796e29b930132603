package dev.baton.cli.command;

import dev.baton.cli.failure.CommandFailure;
import dev.baton.cli.failure.ExitCodes;
import dev.baton.cli.output.Screen;
import dev.baton.content.ContentPurge;
import dev.baton.topics.TopicCatalogue;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Commands about the content store of an installation. */
@Command(name = "content", description = "Look after the store of large content.")
final class ContentCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    throw CommandFailure.usage("content: no sub-command (expected: purge)");
  }

  /** Deletes old content. */
  @Command(
      name = "purge",
      description =
          "Delete from a store in a folder what no task has left there for a while. In a bucket a lifecycle rule does it.")
  static final class Purge implements Callable<Integer> {

    private static final Pattern DAYS = Pattern.compile("(\\d{1,5})d");

    @Mixin private GlobalOptions global = new GlobalOptions();

    @Option(
        names = "--older-than",
        paramLabel = "DAYS",
        description = "What is deleted, for example 120d; at least as old as the run log may be.",
        required = true)
    private String olderThan = "";

    private final Screen screen;

    Purge(Screen screen) {
      this.screen = screen;
    }

    @Override
    public Integer call() {
      Instant before = Instant.now().minus(checkedAge(olderThan));
      Path folder = folder(global.largeAnswers());
      try {
        ContentPurge.Report report = ContentPurge.purge(folder, before);
        screen.print(
            "deleted %d files of %d bytes from %s; %d are younger"
                .formatted(report.files(), report.bytes(), folder, report.kept()));
        return ExitCodes.OK;
      } catch (IOException e) {
        throw CommandFailure.failed("content store: %s: %s".formatted(folder, e.getMessage()), e);
      }
    }

    /** Whatever stands in the run log may refer to content. */
    private static Duration checkedAge(String text) {
      Matcher days = DAYS.matcher(text);
      Duration age =
          days.matches() ? Duration.ofDays(Long.parseLong(days.group(1))) : Duration.ZERO;
      if (age.compareTo(TopicCatalogue.LONG) < 0) {
        throw CommandFailure.usage(
            "--older-than: %s (expected: at least %dd, which the run log is kept)"
                .formatted(text, TopicCatalogue.LONG.toDays()));
      }
      return age;
    }

    private static Path folder(LargeAnswers store) {
      URI place =
          store
              .store()
              .orElseThrow(() ->
                  CommandFailure.usage(
                      "--content: missing (expected: the address of the installation's store)"));
      if (!"file".equals(place.getScheme()) || place.getPath() == null) {
        throw CommandFailure.usage(
            "--content: %s (expected: file:/FOLDER; in a bucket a lifecycle rule deletes old content)"
                .formatted(place));
      }
      return Path.of(place.getPath());
    }
  }
}
