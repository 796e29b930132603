# ends: EXITED 0
# Other processes, and the host's knobs.
for path in ["/proc/1/environ", "/proc/self/environ", "/proc/%d/environ" % host_pid, "/proc/sys/kernel/core_pattern",
             "/proc/sysrq-trigger", "/proc/kcore", "/proc/self/fd", "/sys/kernel", "/sys/fs/cgroup"]:
    if os.path.lexists(path):
        escaped("sees " + path)
held("no /proc, no /sys")
