def gear_debug_str(text):
    """`{:?}` of a string."""
    return '"' + gear_escape(text, '"') + '"'
