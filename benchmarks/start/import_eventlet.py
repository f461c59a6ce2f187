# bench: unit=wall group=start floor=1
import eventlet
