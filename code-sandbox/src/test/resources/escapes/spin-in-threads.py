# ends: CPU_TIME | WALL_TIME
# wall: 2
# Every processor at once.
def spin():
    while True:
        pass


for _ in range(4):
    if os.fork() == 0:
        break
for _ in range(4):
    threading.Thread(target=spin).start()
