# ends: EXITED 0
# Changes what it sees.
call_refused("mount", 165, b"none", b"/tmp", b"tmpfs", 0, 0)
call_refused("umount", 166, b"/usr/bin", 2)
call_refused("remount", 165, b"none", b"/", b"none", 32, 0)
call_refused("pivot_root", 155, b"/work", b"/work")
call_refused("open_tree", 428, -100, b"/", 1)
call_refused("fsopen", 430, b"proc", 0)
