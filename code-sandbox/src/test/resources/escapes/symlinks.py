# ends: EXITED 0
# Links to files of the host in the folder that is collected.
os.symlink(canary_folder + "/secret", "link-to-secret")
os.symlink("/etc/passwd", "link-to-passwd")
os.symlink("../../../../../../etc/passwd", "link-up")
os.symlink("/", "root")
os.symlink("loop", "loop")
