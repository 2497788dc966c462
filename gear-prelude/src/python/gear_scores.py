def gear_scores(reply):
    """A reply of members and scores in turn."""
    return [(gear_text(member), float(score)) for member, score in zip(reply[::2], reply[1::2])]
