from median import median

assert median([3]) == 3
assert median([5, 1, 3]) == 3
assert median([4, 1, 3, 2]) == 2.5, "the mean of the two middle ones: 2.5, got %s" % median([4, 1, 3, 2])
try:
    median([])
    raise SystemExit("expected a ValueError for an empty list")
except ValueError:
    pass
