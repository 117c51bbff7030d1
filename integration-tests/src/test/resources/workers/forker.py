"""A sidecar that forks: a child, and a grandchild that left for a session of its own and lost its parent. Both ignore
SIGTERM. Their process ids and its own are in the file `forked` once all are there."""

import os
import signal
import time


def stay():
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    while True:
        time.sleep(3600)


here = os.getpid()
plain = os.fork()
if plain == 0:
    stay()
reader, writer = os.pipe()
between = os.fork()
if between == 0:
    os.setsid()
    parent = os.getpid()
    if os.fork() == 0:
        while os.getppid() == parent:
            time.sleep(0.001)
        os.write(writer, str(os.getpid()).encode())
        stay()
    os._exit(0)
os.waitpid(between, 0)
escaped = os.read(reader, 20).decode()
with open("forked.part", "w") as file:
    file.write(f"{here} {plain} {escaped}")
os.rename("forked.part", "forked")
stay()
