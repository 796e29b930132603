# ends: EXITED 0
# The host's local sockets, by path and by abstract name.
for name in [canary_folder + "/socket", "/var/run/docker.sock", "/run/dbus/system_bus_socket", "\0baton-canary"]:
    refused("socket " + repr(name), lambda: socket.socket(socket.AF_UNIX).connect(name))
