def gear_result_inspect(result, ok, look):
    """Result::inspect and inspect_err."""
    if result[0] is ok:
        look(result[1])
    return result
