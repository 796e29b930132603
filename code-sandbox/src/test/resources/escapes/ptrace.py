# ends: EXITED 0
# Takes another process over.
call_refused("ptrace(attach)", 101, 16, os.getppid(), 0, 0)
call_refused("ptrace(traceme)", 101, 0, 0, 0, 0)
call_refused("process_vm_readv", 310, 1, 0, 0, 0, 0, 0)
call_refused("pidfd_getfd", 438, 0, 0, 0)
