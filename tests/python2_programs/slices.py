class S(object):
    def __getslice__(self, i, j): return ('s', i, j)
    def __getitem__(self, i): return ('i', i)
show(lambda: S()[1:2])
show(lambda: S()[:])
show(lambda: S()[1:2:1])
show(lambda: S()[-1:])
class L(list):
    def __getslice__(self, i, j): return L(list.__getslice__(self, i, j))
show(lambda: type(L([1,2,3])[0:2]).__name__)
show(lambda: [1,2,3].__getslice__(0,2))
class L(list):
    def __getitem__(self, i): return ('g', i)
show(lambda: L([1,2,3])[0:2])
show(lambda: L([1,2,3])[0:2:1])
show(lambda: L([1,2,3])[0])
class L2(list):
    def __getslice__(self, i, j): return ('s', i, j)
    def __setslice__(self, i, j, v): self.append(('set', i, j, v))
    def __delslice__(self, i, j): self.append(('del', i, j))
show(lambda: L2([1,2,3])[-1:])
show(lambda: L2([1,2,3])[:])
show(lambda: L2([1,2,3])[1:'x'])
show(lambda: L2([1,2,3])[None:2])
show(lambda: L2([1,2,3])[True:2])
def t():
    l = L2([1,2,3]); l[0:1] = [5]; del l[1:]; return list.__repr__(l)
show(t)
class T3(tuple):
    def __getitem__(self, i): return ('g', i)
show(lambda: T3([1,2,3])[0:2])
class S3(str):
    def __getitem__(self, i): return ('g', i)
show(lambda: S3('abc')[0:2])
class Old:
    def __getslice__(self, i, j): return ('s', i, j)
    def __len__(self): return 10
show(lambda: Old()[-3:-1])
show(lambda: Old()[-30:])
class N(object):
    def __getslice__(self, i, j): return ('s', i, j)
    def __len__(self): return 10
show(lambda: N()[-3:-1])
show(lambda: N()[-30:])
show(lambda: 'abc'.__getslice__(0, 2))
show(lambda: (1,2,3).__getslice__(1, 3))
show(lambda: list.__getslice__([1,2,3], 1, 3))
class N2(object):
    def __getslice__(self, i, j): return ('s', i, j)
show(lambda: N2()[0:1, 2])
class N3(list):
    def __getslice__(self, i, j): return N3(list.__getslice__(self, i, j))
    def __getitem__(self, i): return list.__getitem__(self, i)
    def __add__(self, o): return N3(list.__add__(self, o))
show(lambda: type(N3([1,2])[0:1]).__name__)
show(lambda: type(N3([1,2]) + [3]).__name__)
show(lambda: type(N3([1,2]) * 2).__name__)
show(lambda: N3([1,2])[1])
