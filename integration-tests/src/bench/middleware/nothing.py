def before(event, context):
    pass


def after(response, context):
    pass
