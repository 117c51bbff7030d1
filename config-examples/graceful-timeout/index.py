"""Charges a card and reports on charges. Both ask the payment service, which has a bad day."""

import urllib.request

PAYMENTS = "http://127.0.0.1:7090"


def ask_payments(path, context):
    context.progress(f"asking payments for {path}")
    with urllib.request.urlopen(PAYMENTS + path) as answer:  # no timeout: that is the bug to be found
        return answer.read().decode()


def handler(event, context):
    if event["path"] == "/":
        return {"statusCode": 200, "body": "open for business"}
    print(f"{event['path']} was asked for")
    return {"statusCode": 200, "body": ask_payments(event["path"], context)}
