# ends: EXITED 0
# Types into the terminal of whoever started it.
for number in range(3):
    refused("TIOCSTI to %d" % number, lambda: fcntl.ioctl(number, 0x5412, b"x"))
refused("the terminal", lambda: open("/dev/tty", "w"))
