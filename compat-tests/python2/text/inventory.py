# An object model of its time: properties, comparison, formatted reports, pickling to disk.
import cPickle as pickle
import os
import tempfile


class Item(object):
    count = 0

    def __init__(self, name, price, quantity=0):
        self.name, self._price, self.quantity = name, price, quantity
        Item.count += 1

    def get_price(self):
        return self._price

    def set_price(self, value):
        if value < 0:
            raise ValueError, 'price of %s below 0' % self.name
        self._price = value
    price = property(get_price, set_price, doc='in cents')

    def __cmp__(self, other):
        return cmp(self.name, getattr(other, 'name', None))

    def __hash__(self):
        return hash(self.name)

    def __str__(self):
        return '%-10s %6.2f x %d' % (self.name, self.price / 100.0, self.quantity)

    def __repr__(self):
        return '%s(%r, %r, %r)' % (self.__class__.__name__, self.name, self.price, self.quantity)


class Inventory(dict):
    def add(self, item):
        if self.has_key(item.name):
            self[item.name].quantity += item.quantity
        else:
            self[item.name] = item
        return self

    def total(self):
        return sum([i.price * i.quantity for i in self.itervalues()])

    def report(self):
        for item in sorted(self.values()):
            print item
        print '%-10s %6.2f' % ('total', self.total() / 100.0)

stock = Inventory()
stock.add(Item('widget', 250, 4)).add(Item('bolt', 5, 1000)).add(Item('widget', 250, 6))
stock.report()
try:
    stock['bolt'].price = -1
except ValueError, error:
    print 'error:', error
stock['bolt'].price *= 2
path = tempfile.mktemp()
f = file(path, 'wb')
pickle.dump(stock, f, 2)
f.close()
again = pickle.load(open(path, 'rb'))
os.unlink(path)
print again == stock, sorted(again.values()), Item.count, type(again).__name__, Item.price.__doc__
print max(again.values()), Item('a', 1) < Item('b', 1), Item('a', 1) == Item('a', 2), len(set([Item('a', 1), Item('a', 3)]))
print ['%s=%s' % (k, v) for k, v in sorted(vars(again['bolt']).items())]
