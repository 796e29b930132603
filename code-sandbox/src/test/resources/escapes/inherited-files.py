# ends: EXITED 0
# Open files of whoever started it.
for number in range(3, 1024):
    try:
        os.fstat(number)
        escaped("file %d is open" % number)
    except OSError:
        pass
held("three open files")
