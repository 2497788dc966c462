GB().count().run()
