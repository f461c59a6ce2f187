mswindows = False
