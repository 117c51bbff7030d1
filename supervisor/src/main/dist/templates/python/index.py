"""The handler: gets the event, returns the response."""

from urllib.request import urlopen


def handler(event, context):
    with urlopen("http://127.0.0.1:7071/count") as answer:
        count = answer.read().decode()
    return {"statusCode": 200, "body": f"hello, {event.get('name', 'world')}: call {count}"}
