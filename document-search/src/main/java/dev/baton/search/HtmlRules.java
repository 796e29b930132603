package dev.baton.search;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;

/** What of a page a reader sees as its text. */
final class HtmlRules {

  private static final Set<String> DROPPED =
      Set.of(
          "script",
          "style",
          "noscript",
          "template",
          "nav",
          "footer",
          "svg",
          "math",
          "canvas",
          "iframe",
          "object",
          "embed",
          "audio",
          "video",
          "form",
          "button",
          "select",
          "textarea",
          "input",
          "dialog",
          "head");

  private static final Set<String> DROPPED_ROLES =
      Set.of("navigation", "contentinfo", "search", "banner");

  /** Text that a person cannot see is often written for somebody else. */
  private static final Pattern INVISIBLE =
      Pattern.compile(
          "(?:display\\s*:\\s*none|visibility\\s*:\\s*hidden|font-size\\s*:\\s*0|opacity\\s*:\\s*0(?:\\D|$)(?!\\.))",
          Pattern.CASE_INSENSITIVE);

  private HtmlRules() {}

  static boolean isDropped(Element element) {
    return DROPPED.contains(element.normalName())
        || DROPPED_ROLES.contains(element.attr("role").toLowerCase(Locale.ROOT))
        || element.hasAttr("hidden")
        || element.attr("aria-hidden").equalsIgnoreCase("true")
        || INVISIBLE.matcher(element.attr("style")).find();
  }

  /** 1 to 6; 0 for what is no heading. */
  static int headingLevel(Element element) {
    String name = element.normalName();
    return name.length() == 2
            && name.charAt(0) == 'h'
            && name.charAt(1) >= '1'
            && name.charAt(1) <= '6'
        ? name.charAt(1) - '0'
        : 0;
  }

  /** Whether a table is there for the look: it holds what rows of data do not. */
  static boolean isLayout(Element table) {
    return table.selectFirst("table table, h1, h2, h3, h4, h5, h6, ul, ol, pre, section, article")
        != null;
  }
}
