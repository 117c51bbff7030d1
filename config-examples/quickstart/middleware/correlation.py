"""Gives every event a correlation id, and the response the same one as a header."""

ids = {}  # by request id: this process lives as long as the environment does


def before(event, context):
    headers = event.get("headers", {})
    ids[context.aws_request_id] = headers.get("x-correlation-id", context.aws_request_id)
    return {**event, "correlationId": ids[context.aws_request_id]}


def after(response, context):
    headers = response.setdefault("headers", {})
    headers["x-correlation-id"] = ids.pop(context.aws_request_id)
    return response


def error(error, context):
    ids.pop(context.aws_request_id, None)
