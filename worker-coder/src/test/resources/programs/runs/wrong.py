def runs(text):
    found, count = [], 1
    for before, here in zip(text, text[1:]):
        if here == before:
            count += 1
        else:
            found.append((before, count))
            count = 1
    return found
