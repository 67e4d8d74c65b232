# A set combined with itself, deep copies of sets, and counters: their tables differ from those of plain copies.
import copy
from collections import Counter
s = set('hnbjla'); t = s | s; t.add('q'); print ' '.join(t)
t = s.union(s); t.add('q'); print ' '.join(t)
s = set('hnbj'); t = s ^ s; t.update('qiya'); print ' '.join(t)
t = s.symmetric_difference(s); t.update('qiya'); print ' '.join(t)
x = copy.deepcopy(set(['web','db','cache','cron','mail','log','api'])); print ' '.join(x)
x = copy.copy(set(['web','db','cache','cron','mail','log','api'])); print ' '.join(x)
x = copy.deepcopy(frozenset(['web','db','cache','cron','mail','log','api'])); print ' '.join(x)
print list(copy.deepcopy(set(xrange(5, 75, 3))))
print list(copy.deepcopy({'a': set(xrange(5, 75, 3))})['a'])
print list(Counter(aa=68, HTTP_PORT=69, ba=21, env=43, bar=94, b=72))
print list(Counter('abxyz', k=1, qq=3, zzz=4, name=4, role=5, HTTP=1))
c = Counter('abcabcxyzzfoo', x=1, y=2, HTTP_PORT=3); c.subtract(x=1, HTTP_PORT=2, foo=3, name=4)
print ' '.join(copy.copy(c))
print ' '.join(copy.deepcopy(c))
print ' '.join(c.copy())
c.update(q=1, zz=2, role=3, env=4, aaa=5)
print ' '.join(c)
class C(Counter): pass
print list(C(aa=68, HTTP_PORT=69, ba=21, env=43, bar=94, b=72))
print list(copy.copy(C(aa=68, HTTP_PORT=69, ba=21, env=43, bar=94, b=72)))
