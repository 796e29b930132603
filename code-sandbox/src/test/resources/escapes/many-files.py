# ends: EXITED 0
# As many empty files as the disk takes.
made = 0
try:
    for n in range(100000):
        open("n%d" % n, "w").close()
        made += 1
    escaped("100000 files")
except OSError as e:
    held("%d files, then %s" % (made, e.strerror))
