total = 0

if (n := 3) > total:
    GB().count().run()
