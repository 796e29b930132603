# ends: SIGNALLED 9 | WALL_TIME
# wall: 2
# Overhears every signal that can be overheard and spins.
for number in range(1, 65):
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
while True:
    pass
