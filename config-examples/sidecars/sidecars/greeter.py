"""Stands in for an agent: reads its settings at start, says when it is ready, and hands over what it has gathered when
it is flushed."""

import json
import os
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer

greeting = json.load(open(sys.argv[2]))["greeting"]
greeted = []


class Greeter(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/ready":
            self.answer("ready")
        else:
            greeted.append(self.path[1:])
            secrets = "AWS_SECRET_ACCESS_KEY" in os.environ
            self.answer(json.dumps({"message": f"{greeting}, {self.path[1:]}", "agentHasCredentials": secrets}))

    def do_POST(self):  # /flush: after the response, before the next event is asked for
        print("flushed:", ", ".join(greeted) or "nothing", flush=True)
        greeted.clear()
        self.answer("")

    def answer(self, text):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *arguments):
        """One line a request would be noise here."""


HTTPServer(("127.0.0.1", int(sys.argv[1])), Greeter).serve_forever()
