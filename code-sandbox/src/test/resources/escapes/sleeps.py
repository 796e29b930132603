# ends: WALL_TIME
# wall: 2
# Does nothing for too long.
time.sleep(600)
