# compat: stderr=yes
class AppError(Exception):
    def __init__(self, code, message):
        super().__init__(code, message)
        self.add_note('a note')
        self.add_note('two\nlines')


def low():
    return {}['missing']


def middle():
    try:
        low()
    except KeyError as error:
        raise ValueError('middle') from error


def high():
    try:
        middle()
    except ValueError:
        raise AppError(5, 'high')


try:
    high()
except AppError:
    try:
        raise OSError(2, 'No such file or directory', 'name')
    except OSError as e:
        raise RuntimeError('suppressed context') from None
