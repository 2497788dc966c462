GB().map(lambda r: f'{r["key"]=}').run()
