# Straße
GB().run()
