# ends: MEMORY
# Shared memory, which no limit of a process counts.
block = mmap.mmap(-1, 2 << 30)
page = b"x" * (1 << 20)
for _ in range(2048):
    block.write(page)
escaped("2 GiB of shared memory")
