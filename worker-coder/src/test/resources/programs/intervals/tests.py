from intervals import merge

assert merge([]) == []
assert merge([(1, 3), (2, 5)]) == [(1, 5)]
assert merge([(1, 2), (2, 3)]) == [(1, 3)]
assert merge([(8, 9), (1, 2)]) == [(1, 2), (8, 9)], merge([(8, 9), (1, 2)])
assert merge([(1, 10), (2, 3)]) == [(1, 10)]
