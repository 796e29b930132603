# ends: EXITED 0
# Files and folders that nobody may read.
os.mkdir("closed")
open("closed/in", "w").write("in")
os.chmod("closed", 0)
open("locked", "w").write("locked")
os.chmod("locked", 0)
