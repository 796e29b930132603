class Digits {
  static boolean isPalindrome(long n) {
    String text = Long.toString(Math.abs(n));
    return new StringBuilder(text).reverse().toString().equals(text);
  }
}
