def step(r):
    return r
return GB().map(step).run()
