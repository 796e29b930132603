# ends: MEMORY
# Many processes that each stay under the limit of one.
for _ in range(12):
    if os.fork() == 0:
        break
block = bytearray(40 << 20)
time.sleep(60)
