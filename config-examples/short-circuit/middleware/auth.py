"""Lets in who has a token; answers 401 for everybody else, and the handler never hears of it."""

TOKENS = {"secret-of-ada": "Ada"}


def before(event, context):
    user = TOKENS.get(event.get("token"))
    if user is None:
        return context.respond({"statusCode": 401, "body": "who are you?"})
    return {**event, "user": user}
