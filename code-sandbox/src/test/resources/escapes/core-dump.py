# ends: SIGNALLED 6
# Dies in a way that leaves a picture of its memory.
os.abort()
