# ends: EXITED 0 | FILE_SIZE
# Files of holes, which cost nothing to make and much to read.
refused("a hole of 1 TiB", lambda: os.truncate(open("hole", "wb").name, 1 << 40))
for n in range(100):
    with open("s%d" % n, "wb") as f:
        f.truncate(1 << 20)
