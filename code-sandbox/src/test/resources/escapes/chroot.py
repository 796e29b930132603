# ends: EXITED 0
# The old way out of a changed root.
os.mkdir("jail")
refused("chroot", lambda: os.chroot("jail"))
for _ in range(50):
    os.chdir("..")
if os.path.lexists("etc/passwd"):
    escaped("above the root")
