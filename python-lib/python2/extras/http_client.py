from http.client import HTTPMessage


class FakeSocket:
    def __init__(self, text, fileclass=None):
        self.text = text

    def makefile(self, mode, bufsize=None):
        import io
        return io.BytesIO(self.text.encode('latin-1'))
