# Runs "$@" as the leader of a process group of its own, and stays.
#
# Standard input: one signal name a line, sent to the whole group; its end means that the emulator is gone, and is KILL.
# Standard error: "pid N", then "exited N", which is bash's status of the command. Between them bash says of the job that
# it is Running, Stopped, Done or Exit, and something else where a signal has ended it: that tells a kill by signal 9
# from an exit with status 137. Bash says it by itself while it waits; `jobs` asks for it where the command died at
# another moment. What bash says of anything else does not show the command as it is written here.
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
wait "$child" # not -f: bash 5.2 spins for ever in that, now and then, when the command is dead already
status=$?
while kill -0 "$child" 2>/dev/null; do # it is stopped, or a trapped signal ended the wait
    read -r -t 0.05 <> <(:)            # a pause, without a program for it
    wait "$child"
    status=$?
done
jobs -l %1 >&2 # where it ended between the wait and the look, what it ended with
wait "$child" 2>/dev/null
again=$?
((again == 127)) || status=$again
echo "exited $status" >&2
kill -s KILL -- "-$child" "-$reader" 2>/dev/null
exit 0
