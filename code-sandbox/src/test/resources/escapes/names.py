# ends: EXITED 0
# Names that mean something to whoever unpacks them.
for name in ["..x", "...", "-rf", "a\nb", "a\\b", "c:d", "\x1b[31m", "é", "\udce9", " ", "~", "$(id)", ".ssh", "a" * 200, "..\\..\\x"]:
    open(os.fsencode(name), "w").write("escaped")
refused("a name with a way up", lambda: open("/work/../escape", "w"))
open("fine.txt", "w").write("fine")
