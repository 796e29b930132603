# ends: EXITED 0
# A folder that becomes a link to another place.
os.mkdir("out")
open("out/real", "w").write("real")
os.rename("out", "old")
os.symlink(canary_folder, "out")
