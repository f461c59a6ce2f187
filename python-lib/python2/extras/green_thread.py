from _thread import error
