"""A function that does what its event says, and else gives the event back."""

import os
import signal
import subprocess
import sys
import time


def crash(event, context):
    print("about to crash", file=sys.stderr, flush=True)
    os._exit(3)


def exit0(event, context):
    os._exit(0)


def sys_exit(event, context):
    sys.exit(3)


def kill(event, context):
    os.kill(os.getpid(), signal.SIGKILL)


def sleep(event, context):
    time.sleep(3600)


def progress(event, context):
    context.progress("charging card")
    time.sleep(3600)


def stubborn(event, context):
    while True:
        try:
            time.sleep(3600)
        except BaseException:
            pass


def busy(event, context):
    while True:
        pass


def throw(event, context):
    raise IndexError("out of range")


def unserialisable(event, context):
    return {1, 2}


def prints(event, context):
    print("printed by the function")
    os.write(1, b"written by the function\n")
    subprocess.run(["sh", "-c", 'echo printed by a child; printf "\\000\\000\\000\\004nope"; echo'], check=True)
    return {"printed": True}


def pid(event, context):
    return {"pid": os.getpid()}


def grandchild(event, context):
    subprocess.Popen(["setsid", "sh", "-c", "sleep 3600 & echo $! > grandchild.pid"])
    if event.get("hang"):
        time.sleep(3600)
    return {"started": True}


def context(event, context):
    return {
        "awsRequestId": context.aws_request_id,
        "invokedFunctionArn": context.invoked_function_arn,
        "functionName": context.function_name,
        "remaining": context.get_remaining_time_in_millis(),
        "traceId": os.environ.get("_X_AMZN_TRACE_ID"),
    }


def handler(event, context):
    if isinstance(event, dict) and "do" in event:
        return globals()[event["do"]](event, context)
    return event
