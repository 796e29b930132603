def runs(text):
    found = []
    for c in text:
        if found and found[-1][0] == c:
            found[-1] = (c, found[-1][1] + 1)
        else:
            found.append((c, 1))
    return found
