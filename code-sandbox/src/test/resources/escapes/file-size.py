# ends: EXITED 0 | FILE_SIZE
# One file that grows for ever.
try:
    with open("big", "wb") as f:
        for _ in range(64):
            f.write(b"x" * (1 << 20))
            f.flush()
    escaped("a file of 64 MiB")
except OSError as e:
    held(e.strerror)
