class K(object):
    def __init__(self, a, b=0): self.a, self.b = a, b
    def __hash__(self): return hash(self.a)
    def __eq__(self, o): return isinstance(o, K) and self.a == o.a
    def __repr__(self): return 'K(%r,%r)' % (self.a, self.b)
show(lambda: len(set([K(1), K(1), K(2)])))
show(lambda: {K(1, 1): 'x', K(1, 2): 'y'})
show(lambda: {K(1): 'x'}[K(1)])
show(lambda: {K(1): 'x'}[K(2)])
show(lambda: {(K(1), 2): 'x'}[(K(1), 2)])
show(lambda: K(1) in set([K(1)]))
show(lambda: hash(K('a')) == hash('a'))
class NoEq(object):
    def __hash__(self): return 1
show(lambda: len(set([NoEq(), NoEq()])))
class EqOnly(object):
    def __eq__(self, o): return True
show(lambda: len(set([EqOnly(), EqOnly()])))
class Un(object):
    __hash__ = None
show(lambda: {Un(): 1})
class Cmp(object):
    def __init__(self, a): self.a = a
    def __hash__(self): return 7
    def __cmp__(self, o): return cmp(self.a, o.a)
show(lambda: len(set([Cmp(1), Cmp(1), Cmp(2)])))
class S(str):
    def __hash__(self): return hash(self.lower())
    def __eq__(self, o): return self.lower() == o.lower()
show(lambda: len(set([S('A'), S('a')])))
class BadHash(object):
    def __hash__(self): return 'x'
    def __eq__(self, o): return True
show(lambda: {BadHash(): 1})
show(lambda: hash(1.1))
show(lambda: hash(-0.0))
show(lambda: hash(1e-310))
show(lambda: hash(2.0**70))
show(lambda: hash(-1.5))
show(lambda: hash(0.1))
show(lambda: [hash(x) for x in (2**63, 2**64, -2**63, 2**64-1, 10**30, -10**30, 2**90 + 12345)])
show(lambda: hash((1, (2, 'x'), u'y')))
show(lambda: [hash('shard-%d' % i) % 4 for i in range(10)])
show(lambda: hash(frozenset(['a', 'b'])))
show(lambda: hash(frozenset()))
show(lambda: hash(K(3)))
show(lambda: hash({}))
show(lambda: hash(-2))
show(lambda: hash(1L))
show(lambda: hash((-1,)))
def uniq(xs):
    seen = set(); out = []
    for x in xs:
        if x not in seen: seen.add(x); out.append(x)
    return out
show(lambda: uniq([K(1, 1), K(2, 2), K(1, 3)]))
def counts():
    d = {}
    for x in [K(1), K(2), K(1)]: d[x] = d.get(x, 0) + 1
    return sorted(d.values())
show(counts)
def exc1():
    def helper():
        try: {}['q']
        except KeyError: pass
    try: raise ValueError('v')
    except ValueError:
        helper()
        raise
show(exc1)
def exc2():
    try: raise ValueError('v')
    except ValueError: pass
    raise
show(exc2)
import sys
def exc3():
    try: raise ValueError('v')
    except ValueError: pass
    return sys.exc_info()[0].__name__
show(exc3)
def exc4():
    def inner(): raise
    try: raise ValueError('v')
    except ValueError: inner()
show(exc4)
