# ends: EXITED 0
# Listens where the host could be reached from outside.
s = socket.socket()
s.bind(("0.0.0.0", listen_port))
s.listen()
held("listens to itself")
time.sleep(0.5)
