# Runs "$@" as the leader of a process group of its own, and stays.
#
# Standard input: one signal name a line, sent to the whole group; its end means that the emulator is gone, and is KILL.
# Standard error: "pid N"; then whatever bash itself says of the job; then "exited N", bash's status of the command. Bash
# says something other than Running, Exit or Done exactly where a signal ended the command: that tells a kill by signal 9
# from an exit with status 137. It is asked by `jobs` once, for a command that died before `wait` was reached.
# Standard output belongs to the command, its standard error included.
trap : HUP INT QUIT TERM # Ctrl-C reaches the emulator's whole group; the ordered stop needs this process
unset SHLVL OLDPWD
set -m
"$@" </dev/null 2>&1 &
child=$!
LC_ALL=C
echo "pid $child" >&2
{
    while read -r signal; do
        kill -s "$signal" -- "-$child"
    done
    kill -s KILL -- "-$child"
} <&0 >/dev/null 2>&1 &
reader=$!
jobs -l %1 >&2
# If that told of a dead job, bash has forgotten the job and kept its status: `wait -f` would then never return.
if kill -0 "$child" 2>/dev/null; then
    wait -f "$child"
else
    wait "$child"
fi
status=$?
while kill -0 "$child" 2>/dev/null; do # a trapped signal ended the wait, not the command
    wait -f "$child"
    status=$?
done
echo "exited $status" >&2
kill -s KILL -- "-$child" "-$reader" 2>/dev/null
exit 0
