class Change {
  static int coins(int amount, int... values) {
    int[] sorted = values.clone();
    java.util.Arrays.sort(sorted);
    int coins = 0;
    for (int i = sorted.length - 1; i >= 0; i--) {
      coins += amount / sorted[i];
      amount %= sorted[i];
    }
    return amount == 0 ? coins : -1;
  }
}
