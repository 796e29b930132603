# ends: EXITED 0
# Other users and rights.
refused("setuid(0)", lambda: os.setuid(0))
refused("setgid(0)", lambda: os.setgid(0))
refused("setgroups", lambda: os.setgroups([0]))
for program in ["su", "mount", "passwd", "sudo", "newgrp", "chfn"]:
    path = "/usr/bin/" + program
    if os.path.exists(path) and os.stat(path).st_mode & stat.S_ISUID:
        done = subprocess.run([path], stdin=subprocess.DEVNULL, capture_output=True, timeout=5)
        if b"root" in done.stdout:
            escaped(path)
