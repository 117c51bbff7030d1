"""A sidecar with a port: agent.py PORT [SECONDS_BEFORE_IT_LISTENS]. Where a file `broken` is in its way, it gives up."""

import http.server
import os
import sys
import time

if os.path.exists("broken"):
    print("something is in my way", flush=True)
    sys.exit(9)
if len(sys.argv) > 2:
    time.sleep(float(sys.argv[2]))


class Answers(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Answers).serve_forever()
