import json
from urllib.request import urlopen

ready = urlopen("http://127.0.0.1:7071/ready").read().decode()  # no retry: this is loaded when the greeter is healthy


def handler(event, context):
    answer = json.load(urlopen(f"http://127.0.0.1:7071/{event['name']}"))
    return {**answer, "greeterAtStart": ready}
