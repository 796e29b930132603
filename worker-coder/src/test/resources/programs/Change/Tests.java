public class Tests {
  public static void main(String[] arguments) {
    check(0, 0, 5);
    check(7, -1, 5);
    check(6, 2, 1, 3, 4);
  }

  private static void check(int amount, int expected, int... values) {
    int got = Change.coins(amount, values);
    assert got == expected : amount + ": expected " + expected + ", got " + got;
  }
}
