# compat: stderr=no
import unittest, io, sys, re
from unittest import mock
class T(unittest.TestCase):
    @classmethod
    def setUpClass(cls): print('setUpClass')
    def setUp(self): self.x = 1; self.addCleanup(print, 'cleanup')
    def tearDown(self): print('tearDown')
    def test_ok(self): self.assertEqual(self.x, 1); self.assertTrue(1); self.assertIn(1, [1]); self.assertAlmostEqual(1, 1.00000001); self.assertRaises(ValueError, int, 'x'); self.assertIsNone(None); self.assertRegex('abc', 'b'); self.assertCountEqual([1, 2], [2, 1]); self.assertIsInstance(1, int)
    def test_fail(self): self.assertEqual([1, 2], [1, 3], 'my message')
    def test_error(self): 1 / 0
    def test_multi(self): self.assertMultiLineEqual('a\nb\n', 'a\nc\n')
    def test_dict(self): self.assertEqual({'a': 1}, {'a': 2})
    @unittest.skip('reason')
    def test_skip(self): pass
    @unittest.expectedFailure
    def test_expected(self): self.fail('x')
    @unittest.expectedFailure
    def test_unexpected(self): pass
    def test_sub(self):
        for i in range(3):
            with self.subTest(i=i): self.assertNotEqual(i, 1)
    def test_raises(self):
        with self.assertRaisesRegex(KeyError, 'k') as cm: raise KeyError('k')
        self.assertEqual(cm.exception.args, ('k',))
        with self.assertRaises(ValueError): pass
    def test_warns(self):
        import warnings
        with self.assertWarns(UserWarning): warnings.warn('w')
        with self.assertLogs('x', 'INFO') as lg: __import__('logging').getLogger('x').info('m')
        self.assertEqual(lg.output, ['INFO:x:m'])
out = io.StringIO()
r = unittest.TextTestRunner(stream=out, verbosity=2).run(unittest.defaultTestLoader.loadTestsFromTestCase(T))
print(re.sub(r'in [\d.]+s', 'in TIME', out.getvalue()))
print(r.testsRun, len(r.failures), len(r.errors), len(r.skipped), len(r.expectedFailures), len(r.unexpectedSuccesses), r.wasSuccessful())
class A(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self): self.v = 5
    async def test_a(self): self.assertEqual(self.v, 5)
print(unittest.TextTestRunner(stream=io.StringIO()).run(unittest.TestLoader().loadTestsFromName('A', sys.modules['__main__'])))
m = mock.Mock(return_value=3)
print(m(1, k=2), m.call_args, m.called, m.call_count, m.mock_calls, m.a.b.c(5) is m.a.b.c(), m.method_calls, m.assert_called_with(1, k=2), repr(m)[:8])
for f in (lambda: m.assert_called_with(9), lambda: m.assert_not_called(), lambda: m.assert_called_once_with(1), lambda: mock.Mock(spec=['a']).b, lambda: mock.Mock(side_effect=ValueError('se'))(), lambda: m.assret_called(), lambda: mock.create_autospec(lambda a: 0)(1, 2), lambda: mock.patch('nope.x').start(), lambda: mock.patch.object(sys, 'nope').start(), lambda: m.assert_has_calls([mock.call(7)])):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, str(e).split(' id=')[0])
s = mock.Mock(side_effect=[1, 2, KeyError]); print(s(), s())
with mock.patch('sys.maxsize', 5), mock.patch.object(sys, 'byteorder', 'mid'), mock.patch.dict('os.environ', {'Q': '1'}): import os; print(sys.maxsize, sys.byteorder, os.environ['Q'])
@mock.patch('os.getcwd', return_value='/fake')
def pt(g): return os.getcwd(), g.called
print(pt(), 'Q' in os.environ, mock.ANY == 5, mock.call(1, a=2), mock.sentinel.x, mock.DEFAULT)
mm = mock.MagicMock(); mm.__len__.return_value = 7; mm.__getitem__.side_effect = lambda k: k * 2; print(len(mm), mm[4], mm + 1 is not None, int(mm), list(mm), bool(mm)); mm.reset_mock()
with mock.patch('builtins.open', mock.mock_open(read_data='data\nx')) as o: print(open('f').read(), o.call_args)
p = mock.PropertyMock(return_value=9); type(m).prop = p; print(m.prop, p.call_count)
import asyncio
am = mock.AsyncMock(return_value=4); print(asyncio.run(am(1)), am.await_count, am.await_args)
import doctest
def dt(x):
    """
    >>> dt(2)
    4
    >>> dt('a')
    'aa'
    >>> dt(None)
    Traceback (most recent call last):
    ...
    TypeError: unsupported operand type(s) for *: 'NoneType' and 'int'
    >>> dt(3)
    7
    >>> print([1,
    ...        2])  # doctest: +ELLIPSIS
    [...2]
    """
    return x * 2
out = io.StringIO(); f = doctest.DocTestFinder().find(dt, 'dt', globs={'dt': dt}); res = doctest.DocTestRunner(verbose=False).run(f[0], out=out.write)
print(res, out.getvalue().split('Failed example')[1])
