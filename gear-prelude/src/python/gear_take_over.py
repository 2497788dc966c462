def gear_take_over(values, other):
    """BTreeMap::append and BTreeSet::append."""
    values.update(other)
    other.clear()
