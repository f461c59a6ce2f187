import second


def describe():
    return "first sees %s" % second.value


def div(a, b):
    return a / b
