import os
import socket
import time

host, port = os.environ["OPEN_RUNTIME_STATSD"].split(":")
statsd = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)  # any client will do: they all send such lines
statsd.connect((host, int(port)))


def send(line):
    statsd.send(line.encode())


def handler(event, context):
    for item in event["items"]:
        begin = time.monotonic()
        price = len(item) * 10
        send(f"price.lookup:{(time.monotonic() - begin) * 1000}|ms|#shop:{event['shop']}")
        send(f"item.price:{price}|d|#shop:{event['shop']}")
    send(f"orders:1|c|#shop:{event['shop']}")
    return {"ordered": len(event["items"])}
