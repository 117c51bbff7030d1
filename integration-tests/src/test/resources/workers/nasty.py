"""A sidecar that does what none should: nasty.py DEED [PORT]."""

import os
import signal
import socket
import sys
import time

deed = sys.argv[1]
port = int(sys.argv[2]) if len(sys.argv) > 2 else 0


def sleep_for_ever():
    while True:
        time.sleep(3600)


def listen():
    server = socket.socket()
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.bind(("127.0.0.1", port))
    server.listen()
    return server


def answer(server):
    connection, _ = server.accept()
    connection.recv(1024)
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
    connection.close()


if deed == "deaf":
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    sleep_for_ever()
elif deed == "fork":
    if os.fork() == 0:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    sleep_for_ever()
elif deed == "daemonize":
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            sleep_for_ever()
        os._exit(0)
    os.wait()
    sleep_for_ever()
elif deed == "mute":
    os.close(1)
    os.close(2)
    sleep_for_ever()
elif deed == "exit0":
    sys.exit(0)
elif deed == "flap":
    time.sleep(0.05)
    sys.exit(1)
elif deed == "late":
    time.sleep(2)
    server = listen()
    while True:
        answer(server)
elif deed == "lie":
    server = listen()
    answer(server)
    sleep_for_ever()  # accepts nobody any more
elif deed == "busy":
    while True:
        pass
else:
    raise ValueError(deed)
