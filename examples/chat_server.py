"""A chat room: what one client types, all the others read. Connect with `nc 127.0.0.1 6001`; the first line is your name."""

import argparse

import eventlet


class Room:
    def __init__(self):
        self.members = {}

    def say(self, text, but=None):
        for name, queue in list(self.members.items()):
            if name != but:
                queue.put(text)

    def join(self, name, queue):
        self.members[name] = queue
        self.say('* %s joined' % name)

    def leave(self, name):
        del self.members[name]
        self.say('* %s left' % name)


def write(queue, stream):
    """Empties one member's queue; a slow reader holds up nobody but itself."""
    while True:
        text = queue.get()
        if text is None:
            return
        try:
            stream.write(text + '\n')
            stream.flush()
        except (OSError, ValueError):
            return


def handle(room, sock):
    stream = sock.makefile('rw', encoding='utf-8', newline='\n')
    queue = eventlet.Queue()
    writer = eventlet.spawn(write, queue, stream)
    name = None
    try:
        queue.put('name?')
        name = stream.readline().strip()
        while not name or name in room.members:
            queue.put('taken, another name?')
            line = stream.readline()
            if not line:
                return
            name = line.strip()
        room.join(name, queue)
        for line in stream:
            line = line.strip()
            if line == '/who':
                queue.put('here: ' + ', '.join(sorted(room.members)))
            elif line == '/quit':
                break
            elif line:
                room.say('%s: %s' % (name, line), but=name)
    except OSError:
        pass
    finally:
        if room.members.get(name) is queue:
            room.leave(name)
        queue.put(None)
        writer.wait()
        try:
            stream.close()
        except OSError:
            pass
        sock.close()


def main():
    parser = argparse.ArgumentParser(description='A green chat server.')
    parser.add_argument('--host', default='127.0.0.1')
    parser.add_argument('--port', type=int, default=6001, help='0 picks a free one')
    options = parser.parse_args()
    listener = eventlet.listen((options.host, options.port))
    print('listening on %s:%d' % listener.getsockname()[:2], flush=True)
    room = Room()
    try:
        eventlet.serve(listener, lambda sock, address: handle(room, sock))
    except KeyboardInterrupt:
        print('bye', flush=True)


if __name__ == '__main__':
    main()
