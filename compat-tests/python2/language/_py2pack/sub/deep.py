import sibling
from .. import second
where = 'deep with ' + second.value
