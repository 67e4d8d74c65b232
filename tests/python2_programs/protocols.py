class Sub(dict):
    def __missing__(self, k): return k * 2
show(lambda: '%(b)s %(a)s' % Sub(a=1))
class Get(dict):
    def __getitem__(self, k): return 'got ' + k
show(lambda: '%(b)s' % Get())
class Str(str):
    def __str__(self): return 'own'
    def __repr__(self): return 'REPR'
show(lambda: '%s %r' % (Str('x'), Str('x')))
show(lambda: '%s' % Str('x'))
show(lambda: 'a' % Str('x'))
show(lambda: '{0} {0!r} {0!s}'.format(Str('x')))
show(lambda: str(Str('x')) + unicode(Str('x')))
show(lambda: ''.join([Str('x')]))
show(lambda: [Str('x')])
class Tup(tuple): pass
show(lambda: '%s %s' % Tup((1, 2)))
class Int(int):
    def __str__(self): return 'int!'
show(lambda: '%s %d' % (Int(3), Int(3)))
show(lambda: '%s' % Int(3))
show(lambda: '%d' % Int(3))
show(lambda: 'a' % Int(3))
class M(object):
    def __getitem__(self, k): return k.upper()
show(lambda: '%(a)s' % M())
show(lambda: 'a' % M())
class Fmt(object):
    def __format__(self, spec): return 'F<%s>' % spec
    def __str__(self): return 'S'
show(lambda: '{0:abc} {0}'.format(Fmt()))
show(lambda: format(Fmt(), 'x'))
class R(object):
    def __repr__(self): return 'rep'
show(lambda: '%s %r' % (R(), R()))
show(lambda: [R(), (R(),)])
show(lambda: {'a': R()})
class U(object):
    def __unicode__(self): return u'\xe9'
    def __str__(self): return 'str'
show(lambda: unicode(U()))
show(lambda: str(U()))
show(lambda: '%s' % U())
show(lambda: u'%s' % U())
class Len(object):
    def __len__(self): return 0
show(lambda: bool(Len()))
show(lambda: not Len())
class Ctx(object):
    def __enter__(self): return 'entered'
    def __exit__(self, t, v, tb): return t is ValueError
def ctx(e):
    with Ctx() as c:
        if e: raise e
        return c
    return 'swallowed'
show(lambda: ctx(None))
show(lambda: ctx(ValueError('x')))
show(lambda: ctx(KeyError('x')))
class It(object):
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def next(self):
        self.n += 1
        if self.n > 3: raise StopIteration
        return self.n
show(lambda: list(It()))
show(lambda: sum(It()))
show(lambda: dict(zip(It(), 'abc')))
show(lambda: [x for x in It() if x != 2])
show(lambda: 2 in It())
class Cmp(object):
    def __init__(self, v): self.v = v
    def __lt__(self, o): return self.v < o.v
    def __repr__(self): return 'C%d' % self.v
show(lambda: sorted([Cmp(3), Cmp(1), Cmp(2)]))
show(lambda: sorted([Cmp(3), Cmp(1), Cmp(2)], reverse=True))
show(lambda: Cmp(1) > Cmp(2))
class Num(object):
    def __init__(self, v): self.v = v
    def __int__(self): return self.v
    def __float__(self): return float(self.v)
    def __index__(self): return self.v
    def __neg__(self): return Num(-self.v)
    def __abs__(self): return 'abs'
    def __mul__(self, o): return self.v * o
    def __rmul__(self, o): return self.v * o
    def __div__(self, o): return 'div'
    def __floordiv__(self, o): return 'floordiv'
    def __mod__(self, o): return 'mod'
    def __pow__(self, o): return 'pow'
    def __and__(self, o): return 'and'
    def __iadd__(self, o): self.v += o; return self
    def __coerce__(self, o): return None
    def __hex__(self): return 'hex'
show(lambda: int(Num(3)) + float(Num(2)))
show(lambda: [1, 2, 3][Num(1)])
show(lambda: range(10)[Num(1):Num(3)])
show(lambda: (-Num(3)).v)
show(lambda: abs(Num(3)))
show(lambda: Num(3) * 2 + 2 * Num(3))
show(lambda: (Num(3) / 1, Num(3) // 1, Num(3) % 1, Num(3) ** 1, Num(3) & 1))
def iadd():
    n = Num(1); m = n; n += 5; return n.v, m is n
show(iadd)
show(lambda: '%d' % Num(3))
show(lambda: 'x' * Num(3))
class Desc(object):
    def __get__(self, obj, cls): return (obj is None, cls.__name__)
    def __set__(self, obj, v): obj.__dict__['set'] = v
class HasD(object):
    d = Desc()
show(lambda: HasD().d)
show(lambda: HasD.d)
def setd():
    h = HasD(); h.d = 4; return h.__dict__
show(setd)
class SA(object):
    def __setattr__(self, n, v): object.__setattr__(self, n, v * 2)
def sa():
    s = SA(); s.x = 2; return s.x
show(sa)
import copy, functools, operator, itertools, collections
show(lambda: copy.copy([1, [2]]) == [1, [2]])
def deep():
    a = {'x': [1]}; b = copy.deepcopy(a); b['x'].append(2); return a, b
show(deep)
show(lambda: functools.partial(lambda a, b=2: (a, b), 1)(b=5))
show(lambda: map(operator.itemgetter(1), [(1, 2), (3, 4)]))
show(lambda: operator.attrgetter('a.b')(type('T', (), {'a': type('T', (), {'b': 3})})))
show(lambda: list(itertools.chain([1], 'ab')))
show(lambda: [(k, list(g)) for k, g in itertools.groupby([1, 1, 2], lambda x: x)])
show(lambda: list(itertools.product('ab', [1, 2])))
show(lambda: list(itertools.izip_longest('ab', [1])))
show(lambda: collections.namedtuple('P', 'x y')(1, 2))
show(lambda: collections.namedtuple('P', 'x y')(1, 2)._replace(x=3)._asdict())
show(lambda: collections.OrderedDict([('b', 1), ('a', 2)]))
show(lambda: collections.defaultdict(list, a=[1])['b'])
show(lambda: collections.Counter('aab').most_common(1))
show(lambda: collections.deque([1, 2], maxlen=2))
show(lambda: sorted(vars(P2()).items()) if False else 1)
def kwonly(**kw): return sorted(kw)
show(lambda: (lambda x: x)(*(), **{'x': 1}))
def rec(n): return 1 if n == 0 else n * rec(n - 1)
show(lambda: rec(20))
show(lambda: rec(25))
def inf(n): return inf(n + 1)
def catch():
    try: inf(0)
    except RuntimeError as e: return str(e)
show(catch)
def multi_target():
    a = b = c = []
    a.append(1); return b is c, c
show(multi_target)
def nested_default(x=[i * 2 for i in range(3)]): return x
show(nested_default)
show(lambda: [i for i in range(3)][-1] + (lambda: 5)())
def whileb():
    i = 0
    while True:
        i += 1
        if i % 2: continue
        if i > 6: break
    return i
show(whileb)
def forelse(x):
    for i in range(3):
        if i == x: break
    else: return 'no'
    return i
show(lambda: (forelse(1), forelse(9)))
def delitem():
    d = {'a': 1, 'b': 2}; del d['a']; l = [1, 2, 3]; del l[0], l[-1]; return d, l
show(delitem)
def strange():
    x = 5
    def f(): return locals()
    return sorted(locals())
show(strange)
show(lambda: 'a' if 0 else 'b' if 0 else 'c')
show(lambda: not 1 == 2)
show(lambda: 1 in [1] == True)
show(lambda: -2 ** 2)
show(lambda: 2 ** 3 ** 2)
show(lambda: [lambda x: x + 1 for _ in range(2)][1](3))
show(lambda: {1, 2} == {2, 1})
show(lambda: {'a': 1, 'a': 2})
show(lambda: dict(a=1, **{'b': 2}) == {'a': 1, 'b': 2})
show(lambda: u'%s' % 'a' + 'b')
show(lambda: ('a', 'b')[0:1] + ('c',))
show(lambda: [1, 2, 3][::-1][0])
show(lambda: print_function if False else 'x')
