"""A sidecar to be probed: checked.py PORT|SOCKET http|connect. Where a file `broken` is, one for `http` answers 503, and one
for `connect` doesn't listen. To requests without `X-Probe: open` it answers 503 always."""

import os
import socket
import sys
import time

where, kind = sys.argv[1:]


def listen():
    if where.isdigit():
        server = socket.create_server(("127.0.0.1", int(where)))
    else:
        if os.path.exists(where):
            os.unlink(where)
        server = socket.socket(socket.AF_UNIX)
        server.bind(where)
        server.listen()
    server.settimeout(0.02)
    return server


def answer(client):
    client.settimeout(1)
    request = client.recv(4096).decode()
    good = not os.path.exists("broken") and "X-Probe: open\r\n" in request
    if request:
        client.sendall(b"HTTP/1.1 204 Fine\r\n\r\n" if good else b"HTTP/1.1 503 Broken\r\n\r\n")


def serve_until_broken():
    with listen() as server:
        print("open for probes", flush=True)
        while kind == "http" or not os.path.exists("broken"):
            try:
                client, _ = server.accept()
                with client:
                    answer(client)
            except OSError:
                pass  # nobody came, or somebody left early


while True:
    serve_until_broken()
    while os.path.exists("broken"):
        time.sleep(0.02)
