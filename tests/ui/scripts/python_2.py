GB().count().run()
print "done"
