# bench: unit=wall group=start
pass
