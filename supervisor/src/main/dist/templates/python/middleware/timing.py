"""A middleware: `before` gets the event and `after` the response; what they return takes its place."""

from time import monotonic

began = {}  # by request id: this process outlives the invocation


def before(event, context):
    began[context.aws_request_id] = monotonic()
    return event


def after(response, context):
    spent = (monotonic() - began.pop(context.aws_request_id)) * 1000
    return {**response, "headers": {**response.get("headers", {}), "x-spent-ms": f"{spent:.1f}"}}


def error(error, context):
    began.pop(context.aws_request_id, None)
