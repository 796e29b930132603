# ends: SIGNALLED 13 | EXITED 1 | EXITED 120 | OUTPUT
# Writes for ever.
signal.signal(signal.SIGPIPE, signal.SIG_DFL)
while True:
    os.write(1, b"x" * 65536)
