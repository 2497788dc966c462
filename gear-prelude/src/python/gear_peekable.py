class gear_peekable:
    """Iterator::peekable: the next element can be looked at before it is taken."""

    def __init__(self, values):
        self.values = iter(values)
        self.ahead = []

    def __iter__(self):
        return self

    def __next__(self):
        return self.ahead.pop() if self.ahead else next(self.values)

    def peek(self):
        """The next element, or None; it stays."""
        if not self.ahead:
            for value in self.values:
                self.ahead.append(value)
                break
        return self.ahead[0] if self.ahead else None

    def next_if(self, test):
        """The next element, if it passes the test."""
        value = self.peek()
        return self.ahead.pop() if self.ahead and test(value) else None

    def next_if_eq(self, wanted):
        """The next element, if it is this one."""
        return self.next_if(lambda value: value == wanted)
