def gear_messages(reply):
    """A reply of messages: their ids and fields."""
    return [(gear_text(id), gear_text_map(fields)) for id, fields in reply]
