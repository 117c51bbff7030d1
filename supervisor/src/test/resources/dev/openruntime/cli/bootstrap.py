#!/usr/bin/env python3
"""Stands in for the distribution's bootstrap: speaks the Runtime API and writes a timeline. _HANDLER says how to behave."""
import http.client
import json
import os
import signal
import subprocess
import sys
import time

API = os.environ["AWS_LAMBDA_RUNTIME_API"]
WAY = os.environ["_HANDLER"]
TIMELINE = os.environ.get("OPEN_RUNTIME_TIMELINE", os.devnull)
T0 = time.time_ns() // 1000


def line(**members):
    with open(TIMELINE, "a") as timeline:
        timeline.write(json.dumps(members) + "\n")


def now():
    return time.time_ns() // 1000


def child(event, detail=""):
    line(type="child", name="handler", role="handler", kind="process", event=event, us=now(), pid=os.getpid(), detail=detail)


def call(method, path, body=None, headers=None):
    connection.request(method, "/2018-06-01/runtime/" + path, body, headers or {})
    response = connection.getresponse()
    return response, response.read()


def post_error(path, kind, message):
    body = json.dumps({"errorType": kind, "errorMessage": message, "lastLines": ["cannot bind 4317"], "stackTrace": []})
    call("POST", path, body, {"Lambda-Runtime-Function-Error-Type": kind})


def answer(request_id, event):
    if WAY == "fail":
        post_error(f"invocation/{request_id}/error", "Function.Sad", "no such order")
        return "error"
    body, kind = event, "application/json"
    if WAY == "environment":
        body = json.dumps({name: os.environ.get(name) for name in ["GREETING", "LAMBDA_TASK_ROOT", "OPEN_RUNTIME_CONFIG",
            "AWS_LAMBDA_FUNCTION_NAME", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]})
    elif WAY == "timeline":
        body = TIMELINE
    elif WAY == "bytes":
        body, kind = b"\xff\x00\xfe", "application/octet-stream"
    elif WAY == "text":
        body, kind = "plain words".encode(), "text/plain"
    call("POST", f"invocation/{request_id}/response", body, {"Content-Type": kind})
    return "response"


def invocation(request_id, received, answered, outcome):
    spans = [
        {"hook": "handle", "stage": "handler", "us": received + 10, "durationUs": 1000, "result": "respond"},
        {"hook": "post", "stage": "", "us": received + 1010, "durationUs": 150, "result": "posted"},
    ]
    members = {"errorType": "Function.Sad"} if outcome == "error" else {}
    line(type="invocation", us=answered, requestId=request_id, receivedUs=received, postedUs=answered, outcome=outcome,
         spans=spans, **members)


line(type="start", us=T0, pid=os.getpid())
child("spawned")
if WAY in ("grandchild", "deaf"):
    helper = subprocess.Popen(["sleep", "600"])
    print("helper", helper.pid, "bootstrap", os.getpid(), flush=True)
signal.signal(signal.SIGTERM, signal.SIG_IGN if WAY == "deaf" else lambda *_: sys.exit(0))
print("hello from the function", flush=True)
host, port = API.split(":")
if WAY == "deaf":  # the platform gives it time to end, which it doesn't use
    extension = http.client.HTTPConnection(host, int(port))
    path = "/2020-01-01/extension/"
    extension.request("POST", path + "register", '{"events":[]}', {"Lambda-Extension-Name": "deaf"})
    response = extension.getresponse()
    response.read()
    identifier = response.headers["Lambda-Extension-Identifier"]
    extension.request("GET", path + "event/next", None, {"Lambda-Extension-Identifier": identifier})
connection = http.client.HTTPConnection(host, int(port))
if WAY == "init-fail":
    child("failed", "not ready within 3 s: tcp :4317 refused")
    post_error("init/error", "OpenRuntime.InitFailed", "handler `handler` is not ready: tcp :4317 refused")
    line(type="stop", us=now(), status=1)
    sys.exit(1)
child("ready", WAY)
count = 0
while True:
    line(type="next", us=now())
    response, event = call("GET", "invocation/next")
    received = now()
    request_id = response.headers["Lambda-Runtime-Aws-Request-Id"]
    count += 1
    print("invocation", count, flush=True)
    if WAY == "hang":
        time.sleep(600)
    if WAY == "die" or (WAY == "die-later" and count == 3):
        sys.exit(7)
    outcome = answer(request_id, event)
    invocation(request_id, received, now(), outcome)
