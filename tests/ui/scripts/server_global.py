from json import loads
GB('CommandReader').map(lambda args: loads(args[1])).register(trigger='parse')
