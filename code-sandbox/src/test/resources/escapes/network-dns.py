# ends: EXITED 0
# Names, by the library and by a datagram to a name server.
refused("a look-up", lambda: socket.getaddrinfo("example.com", 80))
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
refused("a question", lambda: s.sendto(b"\0\1\1\0\0\1\0\0\0\0\0\0\7example\3com\0\0\1\0\1", ("8.8.8.8", 53)))
