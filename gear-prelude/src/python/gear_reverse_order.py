class gear_reverse_order:
    """cmp::Reverse: a key that is ordered the other way."""

    def __init__(self, key):
        self.key = key

    def __eq__(self, other):
        return self.key == other.key

    def __lt__(self, other):
        return other.key < self.key

    def __le__(self, other):
        return other.key <= self.key
