from contextlib import contextmanager
import contextlib
log = []
@contextmanager
def cm(x):
    log.append('enter')
    try:
        yield x * 2
    except ValueError as e:
        log.append('caught %s' % e)
    finally:
        log.append('exit')
def use(f):
    del log[:]
    with cm(3) as y:
        log.append(y)
        f()
    return list(log)
def boom(): raise ValueError('bad')
def boom2(): raise KeyError('bad')
show(lambda: use(lambda: None))
show(lambda: use(boom))
show(lambda: use(boom2))
show(lambda: log)
@contextlib.contextmanager
def cm2():
    yield
show(lambda: cm2().__enter__())
def noy():
    return iter([])
def two():
    yield 1
    yield 2
def w(c):
    with contextmanager(c)() as z:
        log.append(z)
    return log
show(lambda: w(two))
show(lambda: w(lambda: iter([])))
def g():
    r = []
    x = yield 1
    r.append(x)
    try:
        y = yield x
        r.append(y)
    except ValueError as e:
        r.append(str(e))
        yield 'caught'
    finally:
        r.append('fin')
        log.append('fin')
    yield r
def t1():
    a = g()
    out = [a.next(), a.send('hello')]
    out.append(a.throw(ValueError('oops')))
    out.append(a.next())
    return out
show(t1)
def t2():
    a = g()
    out = [next(a), a.send(3), a.send(4)]
    a.close()
    return out
show(t2)
def t3():
    a = g()
    a.send(3)
show(t3)
def t4():
    a = g(); a.next(); a.send(1)
    del log[:]
    a.close()
    return log
show(t4)
def t5():
    def h():
        try:
            yield 1
        except GeneratorExit:
            log.append('ge')
            raise
    a = h(); a.next(); del log[:]; a.close(); return log, list(a)
show(t5)
def t6():
    def h():
        try:
            yield 1
        except GeneratorExit:
            yield 2
    a = h(); a.next(); a.close()
show(t6)
def t7():
    order = []
    def h():
        for i in range(3):
            order.append('p%d' % i)
            yield i
    for x in h():
        order.append('c%d' % x)
    return order
show(t7)
def t8():
    def inf():
        n = 0
        while True:
            yield n
            n += 1
    import itertools
    return list(itertools.islice(inf(), 4))
show(t8)
def t9():
    a = (x for x in [1, 2, 3]); a.next(); a.close(); return list(a)
show(t9)
def t10():
    a = (x for x in [1, 2, 3]); return a.send(None), list(a)
show(t10)
def t11():
    a = g(); a.throw(KeyError('k'))
show(t11)
def t12():
    a = g(); a.next(); a.throw(KeyError, 'k')
show(t12)
def t13():
    def avg():
        total = 0.0; n = 0; av = None
        while True:
            v = yield av
            total += v; n += 1; av = total / n
    a = avg(); a.next(); return [a.send(v) for v in (10, 20, 60)]
show(t13)
with contextlib.closing(g()) as gg:
    show(lambda: gg.next())
@contextmanager
def nestedm(n):
    log.append('in%s' % n)
    yield n
    log.append('out%s' % n)
def tn():
    del log[:]
    with nestedm(1) as a, nestedm(2) as b:
        log.append((a, b))
    return log
show(tn)
show(lambda: cm.__name__)
# A generator that is left early closes what it has open.
def early():
    try:
        for n in range(10):
            yield n
    finally:
        log.append('closed')
def first(limit):
    del log[:]
    for n in early():
        if n == limit:
            return n, list(log)
show(lambda: (first(3), log))
def kept():
    del log[:]
    numbers = early()
    for n in numbers:
        break
    return list(log), numbers.next()
show(kept)
def inner(n):
    for i in range(n):
        with cm(i) as doubled:
            received = yield doubled
            log.append(received)
    else:
        yield 'else'
    while n:
        n -= 1
        if n % 2:
            yield 'odd'
        elif n:
            yield 'even'
        else:
            continue
def outer(n):
    total = 0
    for item in inner(n):
        total += yield item
        log.append(total)
def driven():
    del log[:]
    generator = outer(3)
    items = [generator.next()]
    try:
        while True:
            items.append(generator.send(len(items)))
    except StopIteration:
        pass
    return items, log
show(driven)
def stops():
    yield 1
    raise StopIteration
    yield 2
show(lambda: list(stops()))
def borrowed(items):
    items = iter(items)
    while True:
        yield items.next(), items.next()
show(lambda: list(borrowed(range(5))))
show(lambda: list(next(iter([])) for n in range(3)))
def nested_try():
    try:
        try:
            yield 'a'
        except KeyError:
            yield 'key'
        else:
            yield 'else'
        finally:
            yield 'finally'
    except ValueError as error:
        yield str(error)
def thrown(exception):
    generator = nested_try()
    items = [generator.next()]
    try:
        items.append(generator.throw(exception))
        items.extend(generator)
    except Exception as error:
        items.append(repr(error))
    return items
show(lambda: thrown(KeyError('k')))
show(lambda: thrown(ValueError('v')))
show(lambda: thrown(TypeError('t')))
show(lambda: list(nested_try()))
def reraised():
    try:
        yield 1
    except ValueError:
        yield 2
        raise
def again():
    generator = reraised()
    generator.next()
    generator.throw(ValueError, 'again')
    generator.next()
show(again)
def exits():
    yield 1
    raise KeyError('late')
def failing():
    items = []
    for item in exits():
        items.append(item)
show(failing)
class Tree(object):
    def __init__(self, *children):
        self.children = children
    def __iter__(self):
        yield self
        for child in self.children:
            for node in child:
                yield node
    @contextmanager
    def opened(self, name):
        log.append('open ' + name)
        yield self
        log.append('close ' + name)
show(lambda: len(list(Tree(Tree(Tree()), Tree()))))
def managed():
    del log[:]
    with Tree().opened('x') as tree:
        log.append(len(tree.children))
    return log, Tree.opened.__name__
show(managed)
def primes():
    found = []
    n = 2
    while True:
        if all(n % p for p in found):
            found.append(n)
            yield n
        n += 1
import itertools
show(lambda: list(itertools.takewhile(lambda p: p < 30, primes())))
show(lambda: zip('abc', primes()))
show(lambda: sorted(dict(itertools.izip('abc', primes())).items()))
def in_expressions():
    got = [(yield 1), (yield 2)]
    yield got
show(lambda: list(in_expressions()))
