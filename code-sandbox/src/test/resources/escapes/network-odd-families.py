# ends: EXITED 0
# Raw packets, the kernel's own sockets, the hypervisor, crypto.
for family in [16, 17, 29, 30, 38, 40, 44]:
    refused("family %d" % family, lambda: socket.socket(family, socket.SOCK_RAW))
refused("raw internet", lambda: socket.socket(socket.AF_INET, socket.SOCK_RAW, 1))
