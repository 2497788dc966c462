# The text of `python3 -c`: takes the inherited sockets, receives the worker's modules over the first one, and starts them.
import marshal, os, socket, struct, sys, types


def receive(sock):
    def exactly(n):
        data = b''
        while len(data) < n:
            more = sock.recv(n - len(data))
            if not more:
                os._exit(0)
            data += more
        return data
    return marshal.loads(exactly(struct.unpack('<I', exactly(4))[0]))


sockets = [socket.socket(fileno=int(fd)) for fd in sys.argv[1:]]
package = sys.modules['gears_worker'] = types.ModuleType('gears_worker')
package.__path__ = []
for name, source in receive(sockets[0]):
    module = types.ModuleType('gears_worker.' + name)
    module.__package__ = 'gears_worker'
    sys.modules[module.__name__] = module
    setattr(package, name, module)
    filename = '<gears/%s>' % name
    exec(compile(source, filename, 'exec'), module.__dict__)
    if name == 'builder':
        package.errors.make_visible(filename, source)
sys.modules['gears_worker.main'].run(sockets)
