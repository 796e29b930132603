from brackets import balanced

assert balanced("")
assert balanced("a(b[c]{d})e")
assert not balanced("(")
assert not balanced(")("), ")( closes before it opens"
assert not balanced("([)]"), "([)] closes in the wrong order"
