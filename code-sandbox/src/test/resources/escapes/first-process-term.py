# ends: SIGNALLED 15 | EXITED 124 | WALL_TIME | SIGNALLED 9
# wall: 2
# Asks the process that keeps the time to end.
signal.signal(signal.SIGTERM, signal.SIG_IGN)
os.kill(1, signal.SIGTERM)
os.kill(1, signal.SIGALRM)
time.sleep(60)
