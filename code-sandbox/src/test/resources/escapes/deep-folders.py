# ends: EXITED 0
# Folders in folders, deeper than a path can name.
depth = 0
try:
    for _ in range(100000):
        os.mkdir("d" * 50)
        os.chdir("d" * 50)
        depth += 1
    escaped("100000 folders")
except OSError as e:
    held("%d deep, then %s" % (depth, e.strerror))
