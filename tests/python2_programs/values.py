show(lambda: [3, 1, 2].sort())
show(lambda: sorted([3, 1, 2], cmp=lambda a, b: b - a))
show(lambda: sorted(['b', 'A', 'c'], key=str.lower, reverse=True))
show(lambda: sorted([(1, 'b'), (1, 'a')], key=lambda t: t[0]))
show(lambda: sorted([1, 'a', None, 2.5, (1,), [1], {}, True, u'b']))
show(lambda: sorted({'b': 1, 'a': 2}))
show(lambda: sorted({'b': 1, 'a': 2}.items(), key=lambda (k, v): v))
show(lambda: [1, 2, 3].index(4))
show(lambda: [1, 2].remove(3))
show(lambda: [].pop())
show(lambda: [1, 2, 3].pop(0))
show(lambda: [1, 2, 3].pop(5))
show(lambda: [1, 2] + (3,))
show(lambda: [1, 2] * 2)
show(lambda: [1, 2] == (1, 2))
show(lambda: [1, 2] < [1, 3])
show(lambda: [1, 2] < 'a')
show(lambda: None < 0)
show(lambda: {} < [])
show(lambda: {'a': 1} < {'a': 2})
show(lambda: {'a': 1} < {'b': 0})
show(lambda: {'a': 1}['b'])
show(lambda: {1: 2}[3])
show(lambda: {(1, 2): 3}[(1, 3)])
show(lambda: {}.pop('a'))
show(lambda: {}.pop('a', 1))
show(lambda: {}.popitem())
show(lambda: {'a': 1}.setdefault('a', 2))
show(lambda: {'a': 1}.get('b'))
show(lambda: dict([('a', 1)], b=2) == {'a': 1, 'b': 2})
show(lambda: dict(['ab']))
show(lambda: dict([1]))
show(lambda: dict(1))
show(lambda: dict.fromkeys('ab', 0) == {'a': 0, 'b': 0})
show(lambda: {'a': 1}.has_key('a'))
show(lambda: {[]: 1})
show(lambda: {'a': 1}.update({'b': 2}))
show(lambda: sorted({'a': 1, 'b': 2}.iteritems()))
show(lambda: sorted({'a': 1, 'b': 2}.viewkeys() & {'a'}))
show(lambda: {'a': 1}.keys()[0])
show(lambda: {x: x * 2 for x in range(3)})
show(lambda: {x % 2 for x in range(3)})
show(lambda: set([1, 2]) | set([3]))
show(lambda: set([1, 2]) - set([2]))
show(lambda: set([1, 2]) ^ set([2, 3]))
show(lambda: set([1]) <= set([1, 2]))
show(lambda: set([1]) | [2])
show(lambda: set([1]).union([2]))
show(lambda: set().pop())
show(lambda: set([1]).remove(2))
show(lambda: frozenset([1]) == set([1]))
show(lambda: {frozenset([1]): 2}[frozenset([1])])
show(lambda: set([[1]]))
show(lambda: (1, 2).index(3))
show(lambda: (1, 2, 1).count(1))
show(lambda: (1,) + (2,))
show(lambda: (1, 2)[5])
def assign():
    t = (1, 2); t[0] = 3
show(assign)
def unpack():
    a, b = 1, 2, 3
show(unpack)
def unpack2():
    a, b, c = 'ab'
show(unpack2)
def unpack3():
    a, b = 1
show(unpack3)
def unpack4():
    (a, b), c = [1, 2], 3
    return a, b, c
show(unpack4)
def swap():
    a, b = 1, 2
    a, b = b, a
    return a, b
show(swap)
def slices():
    l = range(10)
    l[2:5] = ['x']
    del l[::2]
    l[1:1] = [7, 8]
    l[::2] = ['q'] * len(l[::2])
    return l
show(slices)
def badslice():
    l = range(4); l[::2] = [1]
show(badslice)
show(lambda: range(10)[slice(1, 5, 2)])
show(lambda: 7 / 2)
show(lambda: -7 / 2)
show(lambda: -7 % 3)
show(lambda: 7 % -3)
show(lambda: divmod(-7, 2))
show(lambda: 7 // 2.0)
show(lambda: 2 ** 100)
show(lambda: 2 ** -1)
show(lambda: 2 ** 0.5)
show(lambda: (-8) ** (1.0 / 3))
show(lambda: 1 / 0)
show(lambda: 1 % 0)
show(lambda: 1.0 / 0)
show(lambda: 1.0 % 0)
show(lambda: 0 ** -1)
show(lambda: 10 ** 20)
show(lambda: 9223372036854775807 + 1)
show(lambda: -9223372036854775808)
show(lambda: type(9223372036854775807 + 1 - 1))
show(lambda: 5L)
show(lambda: 0777)
show(lambda: 0b11 + 0o7 + 0xff)
show(lambda: 1e3)
show(lambda: 1e22)
show(lambda: 1e16)
show(lambda: 123456789.123456789)
show(lambda: str(123456789.123456789))
show(lambda: 1.0)
show(lambda: 1e-5)
show(lambda: 0.1 + 0.2)
show(lambda: str(0.1 + 0.2))
show(lambda: float('nan'))
show(lambda: float('inf') - float('inf'))
show(lambda: round(2.5))
show(lambda: round(-0.5))
show(lambda: round(1234.5678, 2))
show(lambda: round(1234.5678, -2))
show(lambda: int(-3.7))
show(lambda: int('0x1f', 16))
show(lambda: int('z', 36))
show(lambda: int('12abc'))
show(lambda: int(1e20))
show(lambda: float('abc'))
show(lambda: float('1_000'))
show(lambda: hex(255) + oct(8) + bin(5))
show(lambda: hex(2**70))
show(lambda: abs(-3) + abs(-2.5))
show(lambda: 1 << 3 | 4 & 6 ^ 1)
show(lambda: ~5)
show(lambda: 1 << -1)
show(lambda: 1 << 100)
show(lambda: -1 >> 100)
show(lambda: 1.5 & 1)
show(lambda: 3 and 0 or 'x')
show(lambda: not [])
show(lambda: 1 < 2 < 3)
show(lambda: 1 < 3 < 2)
show(lambda: 1 if [] else 2)
show(lambda: 1 == 1.0 == True)
show(lambda: 1 <> 2)
show(lambda: 'a' is 'a')
show(lambda: cmp(1, 2))
show(lambda: cmp([1], 'a'))
show(lambda: max([1, 5, 3], key=lambda x: -x))
show(lambda: max([]))
show(lambda: max(1, 'a'))
show(lambda: min('abc'))
show(lambda: sum([[1], [2]], []))
show(lambda: sum(['a']))
show(lambda: sum(['a', 'b'], ''))
show(lambda: sum([0.1] * 3))
show(lambda: reduce(lambda a, b: a + b, [1, 2, 3]))
show(lambda: reduce(lambda a, b: a + b, []))
show(lambda: map(None, [1, 2], [3]))
show(lambda: map(lambda a, b: (a, b), [1, 2], [3]))
show(lambda: map(str, (1, 2)))
show(lambda: filter(None, [0, 1, '', 'a']))
show(lambda: filter(lambda c: c > 'a', 'abc'))
show(lambda: filter(None, (0, 1)))
show(lambda: zip([1, 2], 'ab', (3, 4, 5)))
show(lambda: zip())
show(lambda: zip(*[(1, 2), (3, 4)]))
show(lambda: list(enumerate('ab', 1)))
show(lambda: list(reversed([1, 2])))
show(lambda: any([0, 1]) and all([]))
show(lambda: range(5, 0, -2))
show(lambda: range(3.5))
show(lambda: xrange(3))
show(lambda: xrange(1, 10, 3)[1])
show(lambda: len(xrange(5)))
show(lambda: isinstance(True, int))
show(lambda: isinstance(1, (str, int)))
show(lambda: isinstance(1, 1))
show(lambda: type(1) is int)
show(lambda: type(None))
show(lambda: type(type))
show(lambda: callable(len))
show(lambda: getattr('a', 'upper')())
show(lambda: getattr('a', 'nope'))
show(lambda: apply(max, (1, 2)))
show(lambda: intern('a'))
show(lambda: vars())
show(lambda: unichr(8364))
def exc(f):
    try: f()
    except Exception as e: return type(e).__name__, e.args, str(e), repr(e), e.message
def r(e): raise e
show(lambda: exc(lambda: r(ValueError('a', 'b'))))
show(lambda: exc(lambda: r(ValueError)))
show(lambda: exc(lambda: r(KeyError('k'))))
show(lambda: exc(lambda: {}['k']))
show(lambda: exc(lambda: [][0]))
show(lambda: exc(lambda: int('x')))
show(lambda: exc(lambda: r(IOError(2, 'No such', 'f'))))
show(lambda: exc(lambda: r('string')))
show(lambda: exc(lambda: r(3)))
show(lambda: exc(lambda: 1 / 0))
class MyE(Exception):
    def __init__(self, a, b):
        super(MyE, self).__init__('%s-%s' % (a, b))
        self.a = a
show(lambda: exc(lambda: r(MyE(1, 2))))
class MyE2(Exception):
    def __str__(self): return 'custom'
show(lambda: exc(lambda: r(MyE2(1, 2))))
class MyE3(ValueError): pass
def multi():
    try: raise MyE3('x')
    except (KeyError, ValueError), e: return 'got', e
show(multi)
def fin():
    out = []
    try:
        try: 1 / 0
        finally: out.append('f')
    except ZeroDivisionError as e: out.append(str(e))
    else: out.append('else')
    return out
show(fin)
def ret():
    try: return 1
    finally: return 2
show(ret)
def cont():
    out = []
    for i in range(3):
        try:
            if i == 1: continue
            out.append(i)
        finally: out.append('f')
    else: out.append('e')
    return out
show(cont)
def whileelse():
    n = 0
    while n < 3:
        n += 1
        if n == 5: break
    else: return 'else'
show(whileelse)
def rer():
    try:
        try: {}['x']
        except KeyError: raise
    except Exception as e: return repr(e)
show(rer)
def asrt(): assert 1 == 2, 'msg'
show(asrt)
def asrt2(): assert []
show(asrt2)
def nested_exc():
    try: raise ValueError('a')
    except ValueError:
        try: raise KeyError('b')
        except KeyError: pass
        raise
show(nested_exc)
show(lambda: `1` + `'a'`)
show(lambda: [x for x in 1, 2, 3])
show(lambda: [(x, y) for x in range(3) if x for y in range(x)])
show(lambda: dict((k, v) for k, v in zip('ab', [1, 2])) == {'a': 1, 'b': 2})
show(lambda: sorted(set('hello')))
show(lambda: ''.join(sorted('hello', reverse=True)))
show(lambda: sorted([[2, 1], [1, 2]], key=lambda l: l[1]))
def lsort():
    l = [(2, 'a'), (1, 'b'), (2, 'A')]
    l.sort(key=lambda t: t[0]); a = l[:]
    l.sort(lambda x, y: cmp(x[1], y[1])); return a, l
show(lsort)
show(lambda: [1, 2, 3].reverse())
show(lambda: [1, [2, [3]]] == [1, [2, [3]]])
show(lambda: [1, 2].extend('ab'))
show(lambda: [1, 2].insert(10, 3))
show(lambda: [1, 2].append(1, 2))
show(lambda: 'abc'[1:'x'])
show(lambda: [1]['a'])
show(lambda: {}[[]])
show(lambda: 'a'.b.c)
show(lambda: (1).bit_length())
show(lambda: (2.5).is_integer(), )
show(lambda: 1.5.hex())
show(lambda: (3).real)
show(lambda: 0.5.as_integer_ratio())
show(lambda: len(5))
show(lambda: iter(5))
show(lambda: 5())
show(lambda: 5[0])
show(lambda: next(iter([])))
show(lambda: [] + 1)
show(lambda: {} + {})
show(lambda: None + 1)
show(lambda: int(None))
show(lambda: int([]))
show(lambda: str(1, 2))
show(lambda: len())
show(lambda: sorted(1))
