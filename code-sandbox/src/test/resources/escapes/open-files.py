# ends: EXITED 0
# Opens files until no more can be opened.
opened = []
try:
    while len(opened) < 5000:
        opened.append(os.open("/dev/null", os.O_RDONLY))
    escaped("5000 open files")
except OSError as e:
    held("%d files" % len(opened))
