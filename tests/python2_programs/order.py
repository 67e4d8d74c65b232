# Histories of dicts and sets, generated: the same in CPython 2.7 and here.
state = [20161031]


def below(n):
    state[0] = (state[0] * 6364136223846793005 + 1442695040888963407) % 2 ** 64
    return (state[0] >> 33) % n


def key():
    kind = below(5)
    if kind == 0:
        return below(60) - 20
    if kind == 1:
        return 'k%d' % below(40)
    if kind == 2:
        return (below(4), 'xyz'[below(3)])
    if kind == 3:
        return below(9) * 8
    return below(12) / 4.0


def keys():
    return [key() for _ in range([1, 2, 5, 9, 25][below(5)])]


def dict_history():
    d = [{}, dict((k, 0) for k in keys()), dict.fromkeys(keys()), dict.fromkeys(set(keys())), {'a': 1, 'b': 2, 'c': 3, 'd': 4, 'e': 5, 'f': 6}][below(5)]
    for _ in range(1 + below(12)):
        step = below(9)
        if step < 3:
            for k in keys():
                d[k] = step
        elif step == 3:
            for k in keys():
                d.pop(k, None)
        elif step == 4:
            for k in list(d)[::2]:
                del d[k]
        elif step == 5:
            for _ in range(below(4)):
                if d:
                    d.popitem()
        elif step == 6:
            d = [d.copy(), dict(d), dict(d.items()), dict(d, zeta = 1, eta = 2)][below(4)]
        elif step == 7:
            other = dict((k, 7) for k in keys())
            d.update([other, other.items()][below(2)])
        else:
            d.setdefault(key(), 8)
    return list(d)


def set_history():
    s = [set(), set(keys()), set(dict.fromkeys(keys())), frozenset(keys()) | set()][below(4)]
    s = set(s)
    for _ in range(1 + below(12)):
        step = below(12)
        other = [set(keys()), keys(), dict.fromkeys(keys())][below(3)]
        if step < 2:
            for k in keys():
                s.add(k)
        elif step == 2:
            for k in keys():
                s.discard(k)
        elif step == 3:
            for _ in range(below(4)):
                if s:
                    s.pop()
        elif step == 4:
            s = [s.copy(), set(s), set(list(s))][below(3)]
        elif step == 5:
            s.update(other)
        elif step == 6:
            s = s.union(other)
        elif step == 7:
            s = s.intersection(other) or s
        elif step == 8:
            s = s.difference(other)
        elif step == 9:
            s.difference_update(other)
        elif step == 10:
            s = s.symmetric_difference(other)
        else:
            s.symmetric_difference_update(other)
    return list(s)


def digest(items):
    return hash(tuple(items)) % 10 ** 8


for row in range(100):
    print ' '.join('%d' % digest(dict_history()) for _ in range(15)), ' '.join('%d' % digest(set_history()) for _ in range(15))
