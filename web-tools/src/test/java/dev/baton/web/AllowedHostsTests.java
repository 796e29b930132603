package dev.baton.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedHostsTests {

  private final AllowedHosts hosts = new AllowedHosts(List.of("docs.example.org", "*.example.com"));

  @ParameterizedTest
  @CsvSource({
    "https://docs.example.org, https://docs.example.org/",
    "https://DOCS.example.org:443/a?b=c#d, https://docs.example.org/a?b=c",
    "https://a.b.example.com/x%20y, https://a.b.example.com/x%20y"
  })
  void takesAPlainAddressOfAnAllowedHost(String url, String plain) {
    assertThat(hosts.check(url)).hasToString(plain);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // other hosts
        "https://example.org/",
        "https://example.com/",
        "https://docs.example.org.evil.net/",
        "https://evil-docs.example.org/",
        "https://evilexample.com/",
        "https://docs.example.org./",
        // other schemes and ports
        "http://docs.example.org/",
        "file:///etc/passwd",
        "ftp://docs.example.org/",
        "jar:https://docs.example.org/a!/b",
        "//docs.example.org/",
        "docs.example.org",
        "https:docs.example.org",
        "https://docs.example.org:22/",
        // users, and what parsers take for one
        "https://docs.example.org@evil.net/",
        "https://docs.example.org:443@evil.net/",
        "https://evil.net\\@docs.example.org/",
        "https://evil.net%40docs.example.org/",
        "https://u:p@docs.example.org/",
        "https://docs.example.org#@evil.net\r\nHost: evil.net",
        "https://docs.example.org /",
        "https://docs.example.org\t.evil.net/",
        "https:\\\\docs.example.org/",
        "https://docs.example。org/",
        "https://ⓓocs.example.org/",
        // addresses in every notation
        "https://127.0.0.1/",
        "https://2130706433/",
        "https://0x7f000001/",
        "https://0x7f.0.0.1/",
        "https://0177.0.0.1/",
        "https://127.1/",
        "https://0/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[::ffff:7f00:1]/",
        "https://[fe80::1%25eth0]/",
        "https://169.254.169.254/latest/meta-data/",
        "https://localhost/",
        "https:///etc/passwd",
        ""
      })
  void refusesWhatIsNone(String url) {
    assertThatThrownBy(() -> hosts.check(url)).isInstanceOf(FetchRefusedException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"*", "*.", "127.0.0.1", "[::1]", "localhost", "https://x.org", "a.org/b", ""})
  void refusesAnEntryThatIsNoName(String entry) {
    assertThatThrownBy(() -> new AllowedHosts(List.of(entry)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("baton.fetch.hosts: ");
  }

  @Test
  void refusesAnAddressThatIsTooLong() {
    assertThatThrownBy(() -> hosts.check("https://docs.example.org/" + "x".repeat(2_000)))
        .hasMessage("url: 2025 characters (expected: at most 2000)");
  }
}
