def gear_state_update(state, function):
    """State::update, under the lock of Redis: no other thread comes between."""
    if isInAtomicBlock():
        state[0] = function(gear_clone(state[0]))
    else:
        with atomic():
            state[0] = function(gear_clone(state[0]))
