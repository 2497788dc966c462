def gear_state_set(state, value):
    """State::set: a list of one, which all functions share."""
    state[0] = value
