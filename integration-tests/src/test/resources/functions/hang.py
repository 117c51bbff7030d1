"""A function that hangs as its event says, and else gives the event back."""

import ctypes
import subprocess
import time


def sleep(context):
    time.sleep(3600)


def spin(context):
    while True:
        pass


def native(context):
    """Waits for itself with the interpreter's lock held: no line of Python runs, no signal ends it."""
    mutex = ctypes.create_string_buffer(64)
    ctypes.PyDLL(None).pthread_mutex_lock(mutex)
    ctypes.PyDLL(None).pthread_mutex_lock(mutex)


def ignore(context):
    while True:
        try:
            time.sleep(3600)
        except BaseException:
            pass


def exact(context):
    time.sleep(max(0, context.deadline_ms / 1000 - time.time()))
    return {"answered": "at the soft deadline"}


def fork(context):
    subprocess.Popen(["setsid", "sleep", "3600"])  # with our standard output and error
    time.sleep(3600)


def handler(event, context):
    if "hang" in event:
        context.progress("about to " + event["hang"])
        return globals()[event["hang"]](context)
    return event
