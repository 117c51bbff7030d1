"""A sidecar that leaves a brood behind and dies at once of what it is asked to: brood.py exit|kill.

Its brood: a child, and a grandchild in a session of its own that descends from nobody once its parent has gone. Both
hold its output open and ignore SIGTERM.
"""

import os
import signal
import sys
import time


def breed(levels):
    if os.fork() == 0:
        if levels > 1:
            os.setsid()
            breed(levels - 1)
            os._exit(0)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        time.sleep(3600)
        os._exit(0)


breed(1)
breed(2)
print("bred", flush=True)
if sys.argv[1] == "kill":
    os.kill(os.getpid(), signal.SIGKILL)
sys.exit(3)
