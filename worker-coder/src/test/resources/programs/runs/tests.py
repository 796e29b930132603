from runs import runs

assert runs("") == []
assert runs("a") == [("a", 1)], "runs('a'): %s" % runs("a")
assert runs("aabccc") == [("a", 2), ("b", 1), ("c", 3)]
