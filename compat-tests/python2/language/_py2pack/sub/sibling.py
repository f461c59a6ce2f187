NAME = 'sibling' if 1 <> 2 else None
