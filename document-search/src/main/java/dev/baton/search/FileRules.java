package dev.baton.search;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** Which files of a folder are searched, told by their names alone. */
final class FileRules {

  private static final Set<String> PROSE =
      Set.of("md", "markdown", "txt", "adoc", "asciidoc", "rst");

  private static final Set<String> HTML = Set.of("html", "htm", "xhtml");
  private static final String PDF = "pdf";

  private static final Set<String> CODE =
      Set.of(
          "java",
          "kt",
          "kts",
          "scala",
          "groovy",
          "gradle",
          "py",
          "rb",
          "php",
          "js",
          "mjs",
          "jsx",
          "ts",
          "tsx",
          "go",
          "rs",
          "c",
          "h",
          "cc",
          "cpp",
          "hpp",
          "cs",
          "swift",
          "sh",
          "bash",
          "sql",
          "yaml",
          "yml",
          "json",
          "toml",
          "xml",
          "properties",
          "avdl",
          "avsc",
          "proto",
          "tf");

  /** What tools have produced, not what people have written. */
  private static final Set<String> SKIPPED_FOLDERS =
      Set.of("target", "build", "dist", "node_modules", "__pycache__", "venv");

  private FileRules() {}

  static boolean admitsFolder(String name) {
    return !name.startsWith(".") && !SKIPPED_FOLDERS.contains(name);
  }

  static boolean admitsFile(String name) {
    return !name.startsWith(".") && formats(extension(name));
  }

  /** Whether a path inside a corpus leads to a searchable file through searchable folders. */
  static boolean admits(Path relative) {
    int last = relative.getNameCount() - 1;
    for (int i = 0; i < last; i++) {
      if (!admitsFolder(relative.getName(i).toString())) {
        return false;
      }
    }
    return admitsFile(relative.getName(last).toString());
  }

  private static boolean formats(String extension) {
    return PROSE.contains(extension)
        || CODE.contains(extension)
        || HTML.contains(extension)
        || extension.equals(PDF);
  }

  /** How a searchable file is to be read. */
  static FileFormat format(String path) {
    String extension = extension(path);
    if (extension.equals(PDF)) {
      return FileFormat.PDF;
    }
    if (HTML.contains(extension)) {
      return FileFormat.HTML;
    }
    return PROSE.contains(extension) ? FileFormat.PROSE : FileFormat.CODE;
  }

  static boolean isAsciiDoc(String path) {
    String extension = extension(path);
    return extension.equals("adoc") || extension.equals("asciidoc");
  }

  private static String extension(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
