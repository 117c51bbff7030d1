def after(response, context):
    return {**response, "stamped": True}
