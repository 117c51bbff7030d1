"""Reads the log of a supervisor in the place of a platform: prints the lines that matter, and checks those of floods.

A line of a child named flood… is only counted; its last line, `done`, is printed with the number of its lines before that
and how many of them were out of their order. With an argument, nothing is read before there is a file of that name.
"""

import os
import sys
import time

if len(sys.argv) > 1:
    parent = os.getppid()
    while not os.path.exists(sys.argv[1]) and os.getppid() == parent:
        time.sleep(0.02)

seen, wrong = {}, {}
for line in sys.stdin.buffer:
    fields = line.split(b"\t", 3)
    if len(fields) < 4 or not fields[2].startswith(b"flood"):
        sys.stdout.buffer.write(line)
        sys.stdout.buffer.flush()
        continue
    child, text = fields[2], fields[3]
    if text.startswith(b"done") or text.startswith(b"["):
        summary = b"%s %s lines=%d wrong=%d\n" % (child, text.split(b" stream=")[0], seen.get(child, 0), wrong.get(child, 0))
        sys.stdout.buffer.write(summary)
        sys.stdout.buffer.flush()
        continue
    number = seen.get(child, 0)
    if text[:8] != b"%08d" % number:
        wrong[child] = wrong.get(child, 0) + 1
    seen[child] = number + 1
