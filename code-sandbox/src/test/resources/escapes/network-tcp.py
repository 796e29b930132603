# ends: EXITED 0
# The host's listener, and an address of the world.
for address in ["127.0.0.1", host_address, "1.1.1.1"]:
    refused("tcp to " + address, lambda: socket.create_connection((address, tcp_port), 1))
