from roman import roman

for number, numeral in [(1, "I"), (3, "III"), (4, "IV"), (9, "IX"), (58, "LVIII"), (1994, "MCMXCIV"), (3999, "MMMCMXCIX")]:
    assert roman(number) == numeral, "roman(%d): expected %s, got %s" % (number, numeral, roman(number))
