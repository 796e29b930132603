# ends: EXITED 0
# The sockets by which a JVM lets itself be instrumented.
if os.listdir("/tmp"):
    escaped("sees %s in /tmp" % os.listdir("/tmp"))
refused("the JVM's socket", lambda: socket.socket(socket.AF_UNIX).connect("/tmp/.java_pid%d" % host_pid))
refused("the JVM's root", lambda: os.listdir("/proc/%d/root/tmp" % host_pid))
