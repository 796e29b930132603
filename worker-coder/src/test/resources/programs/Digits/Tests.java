public class Tests {
  public static void main(String[] arguments) {
    check(0, true);
    check(1221, true);
    check(10, false);
    check(-121, false);
  }

  private static void check(long n, boolean expected) {
    assert Digits.isPalindrome(n) == expected : n + ": expected " + expected;
  }
}
