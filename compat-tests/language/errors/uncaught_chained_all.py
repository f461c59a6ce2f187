# compat: stderr=yes
def a():
    try:
        1 / 0
    finally:
        [][3]


try:
    try:
        a()
    except IndexError as e:
        raise TypeError('second') from e
except TypeError:
    None.attribute
