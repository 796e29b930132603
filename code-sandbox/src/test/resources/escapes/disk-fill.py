# ends: EXITED 0
# Fills the working folder.
written = 0
try:
    for n in range(1000):
        with open("f%d" % n, "wb") as f:
            f.write(b"x" * (1 << 20))
        written += 1
    escaped("1000 MiB on the disk")
except OSError as e:
    held("%d MiB, then %s" % (written, e.strerror))
