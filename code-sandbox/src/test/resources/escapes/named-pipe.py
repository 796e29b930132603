# ends: EXITED 0
# A pipe that blocks whoever opens it.
os.mkfifo("pipe")
s = socket.socket(socket.AF_UNIX)
s.bind("socket")
