# ends: EXITED 0
# Names that are too long for an archive, so many that the complaints about them fill a pipe.
os.mkdir("d" * 90)
for n in range(290):
    open("d" * 90 + "/" + "n" * 200 + str(n), "w").close()
held("long names")
