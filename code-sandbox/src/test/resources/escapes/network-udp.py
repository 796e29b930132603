# ends: EXITED 0
# A datagram to the host, and one to the world.
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
try:
    s.sendto(b"escaped", ("127.0.0.1", udp_port))  # its own loopback: goes nowhere
except OSError:
    pass
for address in [host_address, "1.1.1.1"]:
    refused("udp to " + address, lambda: s.sendto(b"escaped", (address, udp_port)))
