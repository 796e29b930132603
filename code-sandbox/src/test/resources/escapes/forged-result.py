# ends: EXITED 7
# Pretends to have been collected already.
for number in range(3, 32):
    try:
        os.write(number, b"exit\0" + b"0" * 1024)
    except OSError:
        pass
open("exit", "w").write("0")
os.write(1, b"0\n")
os._exit(7)
