# ends: WALL_TIME | CPU_TIME
# wall: 2
# Writes errors for ever and does not care that nobody reads them.
while True:
    try:
        os.write(2, b"x" * 65536)
    except OSError:
        pass
