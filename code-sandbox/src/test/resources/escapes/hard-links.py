# ends: EXITED 0
# Another name for a file of the host.
for path in ["/usr/bin/env", "/jdk/release", "/dev/null", canary_folder + "/secret"]:
    refused("a link to " + path, lambda: os.link(path, "/work/link"))
open("one", "w").write("one")
os.link("one", "two")
