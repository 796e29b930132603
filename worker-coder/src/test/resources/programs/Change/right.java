class Change {
  static int coins(int amount, int... values) {
    int[] least = new int[amount + 1];
    for (int a = 1; a <= amount; a++) {
      least[a] = Integer.MAX_VALUE;
      for (int value : values) {
        if (value <= a && least[a - value] != Integer.MAX_VALUE) {
          least[a] = Math.min(least[a], least[a - value] + 1);
        }
      }
    }
    return least[amount] == Integer.MAX_VALUE ? -1 : least[amount];
  }
}
