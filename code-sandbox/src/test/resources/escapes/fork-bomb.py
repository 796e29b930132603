# ends: WALL_TIME | MEMORY
# wall: 2
# Forks for ever in every process that it makes.
while True:
    try:
        os.fork()
    except OSError:
        pass
