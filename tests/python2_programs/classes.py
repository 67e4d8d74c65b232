# closures, scoping, functions
x = 1
def outer():
    x = 2
    def inner():
        return x
    x = 3
    return inner
show(lambda: outer()())
fs = [lambda: i for i in range(3)]
show(lambda: [f() for f in fs])
show(lambda: i)
fs = [lambda i=i: i for i in range(3)]
show(lambda: [f() for f in fs])
gs = list((lambda: j) for j in range(3))
show(lambda: [f() for f in gs])
show(lambda: j)
class C(object):
    y = 5
    z = [y for _ in range(2)]
    w = [q for q in range(3)]
show(lambda: C.z)
show(lambda: C.q)
class D(object):
    y = 5
    try:
        z = list(y for _ in range(2))
    except NameError as e:
        z = str(e)
def defaults(a, b=[], *args, **kw):
    b.append(a)
    return a, b, args, sorted(kw.items())
show(lambda: defaults(1))
show(lambda: defaults(2))
show(lambda: defaults(1, [5], 6, 7, k=1, l=2))
show(lambda: defaults(b=3))
show(lambda: defaults(1, a=3))
show(lambda: defaults())
show(lambda: defaults(*[1], **{'b': [2]}))
show(lambda: defaults(1, 2, b=3))
def noargs(): pass
show(lambda: noargs(1))
def two(a, b): return a, b
show(lambda: two(1))
show(lambda: two(1, 2, 3))
show(lambda: two(a=1))
show(lambda: two(1, c=1))
show(lambda: two(*(1, 2, 3)))
show(lambda: two(**{'a': 1, 'b': 2}))
show(lambda: two(*[1], b=2))
def opt(a, b=1, c=2): return a, b, c
show(lambda: opt())
show(lambda: opt(1, 2, 3, 4))
show(lambda: opt(c=1))
def tup((a, b), c): return a + b + c
show(lambda: tup((1, 2), 3))
show(lambda: tup((1, 2, 3), 3))
show(lambda: (lambda (a, b): a * b)((3, 4)))
show(lambda: (lambda *a, **k: (a, k))(1, x=2))
show(lambda: opt.__name__ + str(opt.func_defaults))
def gl():
    global newglobal
    newglobal = 7
gl()
show(lambda: newglobal)
def unbound():
    print qq
    qq = 1
show(unbound)
def free():
    def f(): return zz
    f()
    zz = 1
show(free)
show(lambda: undefined_name)
def deleted():
    a = 1
    del a
    return a
show(deleted)
def deco(arg):
    def wrap(f):
        def inner(*a, **k):
            return (arg, f(*a, **k))
        inner.__name__ = f.__name__
        return inner
    return wrap
@deco('x')
@deco('y')
def decorated(a): return a
show(lambda: decorated(1))
show(lambda: decorated.__name__)
class P(object):
    count = 0
    def __init__(self, v):
        self._v = v
        P.count += 1
    @property
    def v(self): return self._v
    @v.setter
    def v(self, new): self._v = new * 2
    @v.deleter
    def v(self): self._v = None
    @classmethod
    def make(cls, *a): return cls(*a)
    @staticmethod
    def s(a): return a + 1
    def __repr__(self): return 'P(%r)' % self._v
    def __eq__(self, o): return isinstance(o, P) and self._v == o._v
    def __hash__(self): return hash(self._v)
    def __cmp__(self, o): return cmp(self._v, o._v)
    def __getitem__(self, k): return (self._v, k)
    def __call__(self, *a): return a
    def __contains__(self, k): return k == self._v
    def __len__(self): return 3
    def __add__(self, o): return P(self._v + (o._v if isinstance(o, P) else o))
    __radd__ = __add__
    def __iter__(self): return iter([self._v] * 2)
    def __nonzero__(self): return self._v != 0
    def __getattr__(self, n):
        if n.startswith('dyn_'): return n[4:]
        raise AttributeError('no ' + n)
show(lambda: P(1).v)
def setv():
    p = P(1); p.v = 5; return p.v
show(setv)
def delv():
    p = P(1); del p.v; return p.v
show(delv)
show(lambda: P.make(3))
show(lambda: P.s(3))
show(lambda: P(3) == P(3))
show(lambda: P(3) != P(3))
show(lambda: len({P(1), P(1), P(2)}))
show(lambda: sorted([P(3), P(1)]))
show(lambda: P(3)[1:2])
show(lambda: P(3)(1, 2))
show(lambda: 3 in P(3))
show(lambda: list(P(3)))
show(lambda: P(3) + 4)
show(lambda: 4 + P(3))
show(lambda: sum([P(1), P(2)]))
show(lambda: bool(P(0)))
show(lambda: P(3).dyn_foo)
show(lambda: P(3).foo)
show(lambda: hasattr(P(3), 'foo'))
show(lambda: P(3) < P(4))
show(lambda: max(P(3), P(4)))
show(lambda: P.v.fget(P(9)))
show(lambda: P.__name__)
show(lambda: P.__dict__['count'] > 0)
show(lambda: P.make.im_self is P)
class Base(object):
    def hello(self): return 'base'
class Left(Base):
    def hello(self): return 'left ' + super(Left, self).hello()
class Right(Base):
    def hello(self): return 'right ' + super(Right, self).hello()
class Both(Left, Right):
    def hello(self): return 'both ' + super(Both, self).hello()
show(lambda: Both().hello())
show(lambda: [c.__name__ for c in Both.__mro__])
show(lambda: [c.__name__ for c in Both.__bases__])
class Slots(object):
    __slots__ = ('a', 'b')
def slots():
    s = Slots(); s.a = 1; s.c = 2
show(slots)
class OldA: 
    def __getattr__(self, n): return n
show(lambda: OldA().xyz)
show(lambda: OldA().__class__.__name__)
show(lambda: isinstance(OldA(), OldA))
class WithNew(object):
    def __new__(cls, *a):
        o = super(WithNew, cls).__new__(cls)
        o.a = a
        return o
show(lambda: WithNew(1, 2).a)
class Sub(dict):
    def __missing__(self, k): return k * 2
show(lambda: Sub(a=1)['b'])
show(lambda: Sub(a=1).get('b'))
show(lambda: '%(b)s %(a)s' % Sub(a=1))
class Str(str):
    def shout(self): return self.upper() + '!'
show(lambda: Str('a').shout())
show(lambda: Str('a') + 'b')
show(lambda: type(Str('a') + 'b').__name__)
show(lambda: type(Str('a').upper()).__name__)
show(lambda: isinstance(Str('a'), str))
show(lambda: {Str('a'): 1}['a'])
show(lambda: type('X', (object,), {'a': 1, 'm': lambda self: self.a + 1})().m())
show(lambda: type('X', (Base,), {})().hello())
show(lambda: Base().hello.__name__)
show(lambda: object().foo)
show(lambda: Base().foo)
show(lambda: Base.foo)
show(lambda: None.foo)
show(lambda: [].foo)
show(lambda: Base(1))
