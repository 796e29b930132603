# ends: EXITED 0 | SIGNALLED 1 | SIGNALLED 3
# Stops or kills the process that keeps the time.
for number in [signal.SIGKILL, signal.SIGSTOP, signal.SIGSEGV, signal.SIGHUP, signal.SIGQUIT]:
    os.kill(1, number)
held("still there")
