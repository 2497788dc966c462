def gear_average_add(total, other):
    """Adds up sums and counts."""
    return ((total[0][0] + other[0], total[0][1] + other[1]),) if total else (other,)
