# ends: EXITED 0
# Memory that belongs to no process: files in memory, System V segments, message queues.
refused("memfd_create", lambda: os.memfd_create("x"))
call_refused("shmget", 29, 0, 1 << 30, 0o1600)
call_refused("msgget", 68, 0, 0o1600)
call_refused("mq_open", 240, 0, 0, 0, 0)
