"""A sidecar that prints as its first argument says; what it prints is what a test counts on."""

import os
import subprocess
import sys
import time

deed = sys.argv[1]


def say(fd, data):
    while data:
        data = data[os.write(fd, data) :]


if deed == "both":  # on both streams, all the time
    number = 0
    while True:
        number += 1
        say(1, b"out %d\n" % number)
        say(2, b"err %d\n" % number)
        time.sleep(0.01)
elif deed == "odd":
    say(1, b'{"_aws":{"Timestamp":1},"orders":7}\n')
    say(1, b"0123456789" * 100_000 + b"\n")
    say(1, bytes(range(0x80, 0x100)) + b"\x00\xff\n")
    say(1, b"no end")
    os.close(1)
    say(2, b"standard output is closed\n")
    time.sleep(3600)
elif deed == "count":  # so many numbered lines, as fast as they are taken
    pad = b"x" * 190
    for first in range(0, int(sys.argv[2]), 100):
        say(1, b"".join(b"%08d %s\n" % (number, pad) for number in range(first, first + 100)))
    say(1, b"done\n")
    open("went-on-" + os.environ["OPEN_RUNTIME_CHILD"].split("-", 1)[1], "w").close()
    time.sleep(3600)
elif deed == "escape":  # leaves a process behind that nothing connects to it but its output
    subprocess.Popen(["env", "-i", "setsid", "sh", "-c", "(sleep 1; echo printed by what escaped) &"])
    say(1, b"the parent is about to end\n")
elif deed == "descriptors":  # what it was given, and what it can write to beside its own output
    given = sorted(int(fd) for fd in os.listdir("/proc/self/fd"))
    open_ones = []
    for fd in range(256):
        try:
            open_ones.append("%d %s" % (fd, os.readlink("/proc/self/fd/%d" % fd)))
            if fd > 2:
                os.write(fd, b"written by a child")
        except OSError:
            pass
    names = [name for name in os.environ if "TELEMETRY" in name]
    with open("descriptors.part", "w") as file:
        file.write("\n".join(open_ones + ["variable " + name for name in names]) + "\n")
    os.rename("descriptors.part", "descriptors")
    say(1, b"listed\n")
    time.sleep(3600)
