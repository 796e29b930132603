import java.util.Arrays;

public class Tests {
  public static void main(String[] arguments) {
    check(1, 3, 1, 2);
    check(4, 3, 1, 2);
    check(-1, 2, 3, 1);
  }

  private static void check(int by, int... expected) {
    int[] got = Rotate.right(new int[] {1, 2, 3}, by);
    assert Arrays.equals(got, expected) : "by " + by + ": got " + Arrays.toString(got);
  }
}
