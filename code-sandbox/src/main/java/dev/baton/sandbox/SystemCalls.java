package dev.baton.sandbox;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * System calls of a processor that no program in a sandbox needs.
 *
 * @param architecture as the kernel tells it to a filter
 * @param denied name → number
 * @param plainClone its flags are looked at
 * @param clone3 its flags cannot be looked at
 * @param socket its family is looked at
 * @param ioctl its request is looked at
 */
record SystemCalls(
    int architecture,
    Map<String, Integer> denied,
    int plainClone,
    int clone3,
    int socket,
    int ioctl) {

  private static final SystemCalls X86_64 =
      new SystemCalls(
          0xC000003E,
          numbers(
              """
              unshare 272 setns 308 mount 165 umount2 166 pivot_root 155 chroot 161 mount_setattr 442
              open_tree 428 move_mount 429 fsopen 430 fsconfig 431 fsmount 432 fspick 433
              ptrace 101 process_vm_readv 310 process_vm_writev 311 kcmp 312 pidfd_getfd 438
              process_madvise 440 add_key 248 request_key 249 keyctl 250 bpf 321
              perf_event_open 298 userfaultfd 323 io_uring_setup 425 io_uring_enter 426
              io_uring_register 427 name_to_handle_at 303 open_by_handle_at 304
              init_module 175 finit_module 313 delete_module 176 kexec_load 246 kexec_file_load 320
              reboot 169 swapon 167 swapoff 168 settimeofday 164 clock_settime 227
              clock_adjtime 305 adjtimex 159 sethostname 170 setdomainname 171 acct 163
              quotactl 179 quotactl_fd 443 syslog 103 ioperm 173 iopl 172 modify_ldt 154
              fanotify_init 300 lookup_dcookie 212 memfd_create 319 memfd_secret 447
              shmget 29 shmat 30 msgget 68 semget 64 mq_open 240 vhangup 153 nfsservctl 180
              personality 135 move_pages 279 migrate_pages 256 uselib 134 sysfs 139 _sysctl 156
              ustat 136
              """),
          56,
          435,
          41,
          16);

  private static final SystemCalls AARCH64 =
      new SystemCalls(
          0xC00000B7,
          numbers(
              """
              unshare 97 setns 268 mount 40 umount2 39 pivot_root 41 chroot 51 mount_setattr 442
              open_tree 428 move_mount 429 fsopen 430 fsconfig 431 fsmount 432 fspick 433
              ptrace 117 process_vm_readv 270 process_vm_writev 271 kcmp 272 pidfd_getfd 438
              process_madvise 440 add_key 217 request_key 218 keyctl 219 bpf 280
              perf_event_open 241 userfaultfd 282 io_uring_setup 425 io_uring_enter 426
              io_uring_register 427 name_to_handle_at 264 open_by_handle_at 265
              init_module 105 finit_module 273 delete_module 106 kexec_load 104 kexec_file_load 294
              reboot 142 swapon 224 swapoff 225 settimeofday 170 clock_settime 112
              clock_adjtime 266 adjtimex 171 sethostname 161 setdomainname 162 acct 89
              quotactl 60 quotactl_fd 443 syslog 116 fanotify_init 262 lookup_dcookie 18
              memfd_create 279 memfd_secret 447 shmget 194 shmat 196 msgget 186 semget 190
              mq_open 180 vhangup 58 nfsservctl 42 personality 92 move_pages 239
              migrate_pages 238
              """),
          220,
          435,
          198,
          29);

  SystemCalls {
    denied = Map.copyOf(denied);
  }

  /** Those of the processor that this runs on. */
  static Optional<SystemCalls> here() {
    return switch (System.getProperty("os.arch", "").toLowerCase(Locale.ROOT)) {
      case "amd64", "x86_64" -> Optional.of(X86_64);
      case "aarch64" -> Optional.of(AARCH64);
      default -> Optional.empty();
    };
  }

  private static Map<String, Integer> numbers(String table) {
    String[] words = table.strip().split("\\s+", -1);
    Map<String, Integer> numbers = new java.util.TreeMap<>();
    for (int i = 0; i < words.length; i += 2) {
      numbers.put(words[i], Integer.valueOf(words[i + 1]));
    }
    return numbers;
  }
}
