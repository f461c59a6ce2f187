import threading as _threading
from time import sleep as _sleep, time as _time

_RLock = _threading.RLock
_Event = _threading.Event
_Condition = _threading.Condition
_Semaphore = _threading.Semaphore
_Timer = _threading.Timer
_enumerate = _threading.enumerate
