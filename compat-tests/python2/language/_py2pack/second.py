value = 'second value'
from_first = `3`
