# ends: EXITED 0 | MEMORY
# Asks for ever more memory.
kept = []
try:
    while True:
        kept.append(bytearray(16 << 20))
except MemoryError:
    held("no memory after %d MiB" % (16 * len(kept)))
