# ends: EXITED 0
# Changes the time.
refused("clock_settime", lambda: time.clock_settime(time.CLOCK_REALTIME, 0))
call_refused("settimeofday", 164, 0, 0)
call_refused("adjtimex", 159, 0)
