# ends: EXITED 0
# Becomes root in a namespace of its own.
call_refused("unshare(user)", 272, 0x10000000)
call_refused("clone(user)", 56, 0x10000000 | 17, 0, 0, 0, 0)
call_refused("clone3", 435, 0, 0)
call_refused("setns", 308, 0, 0)
refused("unshare", lambda: subprocess.check_call(["unshare", "--user", "--map-root-user", "true"], stderr=subprocess.DEVNULL))
