# ends: EXITED 0
# The same over IPv6.
for address in ["::1", "::ffff:127.0.0.1", "2606:4700:4700::1111"]:
    refused("tcp to " + address, lambda: socket.create_connection((address, tcp_port), 1))
