from primes import primes

assert primes(1) == []
assert primes(10) == [2, 3, 5, 7]
assert primes(7) == [2, 3, 5, 7], "primes(7): expected 7 at its end, got %s" % primes(7)
