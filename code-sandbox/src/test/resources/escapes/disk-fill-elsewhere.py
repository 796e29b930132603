# ends: EXITED 0
# Looks for a folder that no limit counts.
for folder in ["/", "/dev", "/dev/shm", "/usr", "/usr/bin", "/usr/lib", "/jdk", "/run", "/var/tmp", "/sys", "/proc"]:
    refused("writing to " + folder, lambda: open(folder + "/baton-escape", "w").write("x"))
