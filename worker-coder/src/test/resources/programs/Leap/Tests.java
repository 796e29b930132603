public class Tests {
  public static void main(String[] arguments) {
    check(2024, true);
    check(2023, false);
    check(1900, false);
    check(2000, true);
  }

  private static void check(int year, boolean expected) {
    assert Leap.isLeap(year) == expected : year + ": expected " + expected;
  }
}
