class Rotate {
  static int[] right(int[] numbers, int by) {
    int[] turned = new int[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      turned[(i + by) % numbers.length] = numbers[i];
    }
    return turned;
  }
}
