# ends: EXITED 0
# Devices beyond the five harmless ones, and making some.
extra = set(os.listdir("/dev")) - {"null", "zero", "full", "random", "urandom"}
escaped("devices %s" % extra) if extra else held("five devices")
refused("a block device", lambda: os.mknod("/work/disk", stat.S_IFBLK | 0o600, os.makedev(8, 0)))
refused("a character device", lambda: os.mknod("/work/mem", stat.S_IFCHR | 0o600, os.makedev(1, 1)))
refused("reading the mouse", lambda: open("/dev/input/mice", "rb"))
