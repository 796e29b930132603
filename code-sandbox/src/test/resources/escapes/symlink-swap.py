# ends: EXITED 0
# A process that goes on swapping files for links while everything is collected.
open("swap", "w").write("real")
if os.fork() == 0:
    while True:
        try:
            os.symlink(canary_folder + "/secret", "swap2")
            os.rename("swap2", "swap")
            open("swap3", "w").write("real")
            os.rename("swap3", "swap")
        except OSError:
            pass
time.sleep(0.3)
