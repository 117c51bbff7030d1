def handler(event, context):
    print("saying hello")
    return {"message": f"hello, {event['name']}", "remainingMs": context.get_remaining_time_in_millis()}
