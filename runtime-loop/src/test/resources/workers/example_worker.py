"""A worker that does what its arguments say, one step an argument: a verb, then what it takes.

ready JSON          the handshake; what JSON leaves out has the usual values
read                the next frame; ends with status 0 at the end of input
answer ACTION TEXT  answers the last `invoke` that was read
tell                answers it with `respond` and the header that was read
serve               reads and answers for ever; each body says with which action and text
big BYTES           answers it with `respond` and so many bytes
frame JSON TEXT     any frame, "$id" in it standing for the last call's id
raw TEXT            any bytes, with escapes such as \\n and \\x00
show                the header that was read last, to standard error
stderr TEXT, exit STATUS, close-stdout, close-stdin, hang, again STEP
"""

import json
import os
import struct
import sys
import time


class Worker:
    def __init__(self, steps):
        self.steps = steps
        self.call = 0
        self.header = b"{}"
        self.body = b""

    def run(self):
        at = 0
        while at < len(self.steps):
            verb, _, rest = self.steps[at].partition(" ")
            at += 1
            if verb == "again":
                at = int(rest)
            else:
                getattr(self, verb.replace("-", "_"))(rest)

    def send(self, header, body=b""):
        data = header if isinstance(header, bytes) else json.dumps(header).encode()
        self.write(struct.pack(">II", len(data), len(body)) + data + body)

    def write(self, data):
        view = memoryview(data)
        while view:
            view = view[os.write(1, view):]

    def take(self, length):
        data = b""
        while len(data) < length:
            more = os.read(0, min(length - len(data), 1 << 20))
            if not more:
                sys.exit(0)
            data += more
        return data

    def ready(self, rest):
        self.send({"type": "ready", "protocol": 1, **json.loads(rest)})

    def read(self, _):
        header, body = struct.unpack(">II", self.take(8))
        self.header = self.take(header)
        self.body = self.take(body)
        message = json.loads(self.header)
        if message["type"] == "invoke":
            self.call = message["id"]

    def answer(self, rest):
        action, _, text = rest.partition(" ")
        self.send({"type": "result", "id": self.call, "action": action}, text.encode())

    def tell(self, _):
        self.send({"type": "result", "id": self.call, "action": "respond"}, self.header)

    def serve(self, _):
        while True:
            self.read("")
            self.answer(self.body.decode())

    def big(self, rest):
        self.send({"type": "result", "id": self.call, "action": "respond"}, b"x" * int(rest))

    def frame(self, rest):
        header, end = json.JSONDecoder().raw_decode(rest)
        text = json.dumps(header).replace('"$id"', str(self.call))
        self.send(text.encode(), rest[end:].strip().encode())

    def raw(self, rest):
        self.write(rest.encode().decode("unicode_escape").encode("latin-1"))

    def show(self, _):
        self.stderr(self.header.decode())

    def stderr(self, rest):
        print(rest, file=sys.stderr, flush=True)

    def exit(self, rest):
        os._exit(int(rest))

    def close_stdout(self, _):
        os.close(1)

    def close_stdin(self, _):
        os.close(0)

    def hang(self, _):
        time.sleep(3600)


Worker(sys.argv[1:]).run()
