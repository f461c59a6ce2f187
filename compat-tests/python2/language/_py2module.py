print "module loaded"


def shout(text):
    return text.upper() + `1`
