# ends: EXITED 0 | MEMORY
# Counts how many processes it can have at one time.
children = 0
try:
    while children < 1000:
        if os.fork() == 0:
            time.sleep(60)
        children += 1
    escaped("1000 processes")
except OSError:
    held("no more than %d processes" % children)
