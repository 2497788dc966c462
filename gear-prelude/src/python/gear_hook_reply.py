def gear_hook_reply(value):
    """The reply of a hook: what the command itself would answer, as far as the server lets it."""
    if value is None:
        flat_error('ERR a hook cannot answer nil')
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, int):
        return gear_reply_int(value)
    if isinstance(value, str):
        return '+OK' if value == 'OK' else value.encode()
    if isinstance(value, float):
        return gear_float_text(value).encode()
    if isinstance(value, (bytes, bytearray)):
        return bytes(value)
    if isinstance(value, (list, tuple)):
        return [gear_hook_reply(item) for item in value]
    return gear_json(value)
