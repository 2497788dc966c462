def gear_repeat(item, count):
    """`vec![item; count]` of what can change: each element a copy."""
    return [gear_clone(item) for _ in range(count)]
