# ends: EXITED 0
# Signals to processes of the host.
refused("SIGKILL to %d" % host_pid, lambda: os.kill(host_pid, 9))
refused("SIGKILL to group %d" % host_pid, lambda: os.killpg(host_pid, 9))
for pid in range(3, 5000):
    if pid != os.getpid():
        try:
            os.kill(pid, 0)
            escaped("sees process %d" % pid)
        except ProcessLookupError:
            pass
try:
    os.kill(-1, 9)
    held("only its own processes")
except OSError as e:
    held(e.strerror)
