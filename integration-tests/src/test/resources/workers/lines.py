"""A worker that speaks lines: lines.py handler|middleware. Gives each body back, its bytes as they came in the line.

Where the body has a member named as the worker, of the form {HOOK: DEED}, it misbehaves in that hook instead.
"""

import json
import os
import re
import sys
import time

name = os.environ["OPEN_RUNTIME_NAME"].encode()
handler = sys.argv[1] == "handler"
action = b"respond" if handler else b"replace"
late = []


def say(line):
    view = memoryview(line)
    while view:
        view = view[os.write(1, view) :]


def result(call, members, tail=b""):
    say(b'{"type":"result",%s"id":%d,"action":"%s"%s}\n' % (members, call["id"], action, tail))


def misbehave(deed, call, body):
    if deed == "garbage":
        say(b"this is no frame\n")
    elif deed == "pretty":
        say(b'{\n  "type": "result",\n  "id": %d\n}\n' % call["id"])
    elif deed == "length-prefixed":
        say(b'\0\0\0\2\0\0\0\0{}')
    elif deed == "too-large":
        result(call, b"", b',"body":"%s"' % (b"x" * 6291555))
    elif deed == "half":
        say(b'{"type":"res')
        os._exit(3)
    elif deed == "late":
        late.append(call)
    elif deed == "hang":
        time.sleep(3600)
    elif deed == "deaf":
        result(call, body)
        time.sleep(3600)
    elif deed == "fail":
        say(b'{"type":"result",%s"id":%d,"action":"fail"}\n' % (body, call["id"]))
    elif deed == "crlf":
        say(b'{"id":%d,"type":"result","action":"%s","body":"crlf"}\r\n' % (call["id"], action))
    else:
        raise ValueError(deed)


hooks = ["handle"] if handler else ["before", "after"]
say(json.dumps({"type": "ready", "protocol": 1, "hooks": hooks}).encode() + b"\n")
for line in sys.stdin.buffer:
    head, member, body = re.match(rb'(.*?)(,"body(?:Base64)?":|\}\n$)(.*)', line, re.DOTALL).groups()
    call = json.loads(head + b"}")
    if call["type"] == "shutdown":
        break
    if call["type"] == "cancel":
        for old in late:
            result(old, b"", b',"body":"too late"')
        late.clear()
    if call["type"] != "invoke":
        continue
    wanted = re.search(rb'"%s":\{"%s":"([a-z-]+)"' % (name, call["hook"].encode()), body)
    echo = member[1:] + body[:-2] + b"," if b"body" in member else b""
    if wanted:
        misbehave(wanted.group(1).decode(), call, echo)
    else:
        result(call, echo)
