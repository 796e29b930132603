# ends: EXITED 0
# Reads what only the host should.
for path in [canary_folder + "/secret", "/etc/passwd", "/etc/shadow", "/etc/hostname", "/etc/resolv.conf",
             "/root", "/home", "/var", "/opt", "/srv", "/mnt", "/boot", "/run", "/tmp/control", "/tmp/disk",
             "/work/../../etc/passwd", "/usr/../etc/passwd", "/usr/local", "/usr/share", "/usr/sbin"]:
    if os.path.lexists(path):
        escaped("sees " + path)
held("sees %s" % sorted(os.listdir("/")))
