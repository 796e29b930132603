# Runs with a mount namespace of its own, outside of the sandbox. Makes a disk in memory, unpacks the input onto it, runs
# the command of its arguments (which makes the sandbox), and packs what is there when all of the command's processes have ended.
set -eu
mount -t tmpfs -o "size=$CONTROL_BYTES,nr_inodes=64,mode=700" baton /tmp
mkdir /tmp/control /tmp/disk
mount -t tmpfs -o "size=$DISK_BYTES,nr_inodes=$DISK_FILES,mode=755" baton /tmp/disk
cd /tmp
mkdir disk/work disk/tmp
head -c "$INPUT_BYTES" | tar -xf - --no-same-owner
mkfifo control/out control/err
head -c "$OUTPUT_BYTES" <control/out >control/stdout &
head -c "$OUTPUT_BYTES" <control/err >control/stderr &
code=0
(
  # Where memory runs out in spite of all, the program goes first.
  { echo 1000 >/proc/self/oom_score_adj; } 2>/dev/null || true
  exec "$@"
) <control/stdin >control/out 2>control/fault 7<control/filter 9>control/err || code=$?
wait
echo "$code" >control/exit
# It complains about each name that is too long; nobody reads that, and what nobody reads blocks it.
exec tar -cf - --format=ustar --hard-dereference -C control exit fault stdout stderr -C ../disk work 2>/dev/null
