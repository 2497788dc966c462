def gear_state_update(state, function):
    """State::update."""
    state[0] = function(gear_clone(state[0]))
