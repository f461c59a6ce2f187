Boolean = bool
True_, False_ = True, False
