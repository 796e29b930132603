# ends: EXITED 0
# Leaves a process of another session behind.
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        while True:
            time.sleep(0.1)
    os._exit(0)
held("leaves a daemon behind")
