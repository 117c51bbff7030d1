def handler(event, context):
    print("greeting", event["name"])
    return {"message": f"hello, {event['name']}"}
