"""Middleware that passes everything on, but for what the event or response tells it by its name: {NAME: {HOOK: DEED}}."""

import os
import signal
import subprocess
import sys
import time

NAME = os.environ["OPEN_RUNTIME_NAME"]


def crash(body, context):
    print("about to crash", file=sys.stderr, flush=True)
    os._exit(3)


def exit0(body, context):
    os._exit(0)


def kill(body, context):
    os.kill(os.getpid(), signal.SIGKILL)


def hang(body, context):
    while True:
        try:
            time.sleep(3600)
        except BaseException:
            pass


def throw(body, context):
    raise IndexError("out of range")


def prints(body, context):
    print("printed by the middleware")
    subprocess.run(["echo", "printed by a child"], check=True)


def respond(body, context):
    return context.respond({"respondedBy": NAME})


def mark(body, context):
    return {**body, "marks": [*body.get("marks", []), NAME]}


def _deed(hook, body, context):
    wanted = body.get(NAME, {}).get(hook) if isinstance(body, dict) else None
    return globals()[wanted](body, context) if wanted else None


def before(event, context):
    return _deed("before", event, context)


def after(response, context):
    return _deed("after", response, context)


def error(error, context):
    return _deed("error", error, context)


def timeout(event, context):
    return _deed("timeout", event, context)


def shutdown(reason, deadline_ms):
    with open(f"{NAME}.shutdown", "w") as file:
        file.write(reason)
