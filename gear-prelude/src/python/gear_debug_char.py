def gear_debug_char(c):
    """`{:?}` of a char."""
    return "'" + gear_escape(c, "'") + "'"
