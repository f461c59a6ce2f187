# compat: stderr=yes
import sys
import traceback


class Thing:
    def __init__(self):
        self.colour = 1
        self.method_name = 2


some_variable = 5


def attr(): Thing().color
def attr2(): Thing().methodname
def attr3(): [].apend(1)
def name(): return some_varible
def builtin(): return lenn([])
def local():
    counter_value = 1
    return counter_valeu
def module(): return sys.exti
def none(): return Thing().zzzzzz


for f in (attr, attr2, attr3, name, builtin, local, module, none):
    try:
        f()
    except Exception as e:
        print(e)
        sys.excepthook(*sys.exc_info())


class Self:
    def __init__(self):
        self.value = 3

    def get(self):
        return value


import time
Self().valeu
