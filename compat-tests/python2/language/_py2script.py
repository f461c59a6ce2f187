print "script runs"
from_script = 5 / 2
