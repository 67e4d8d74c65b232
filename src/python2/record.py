# Writes recorded.txt, what `tests.rs` compares with. Run it with CPython 2.7: python2.7 record.py > recorded.txt
#
#     hash KIND VALUE HASH           KIND is text (code points), integer, float (repr), tuple or frozenset (of integers)
#     dict STEPS = KEYS              KEYS in the order of iteration
#     set STEPS = KEYS
#
# Steps begin with the way the table was made (`adds`, `display N`, `fromkeys KEYS` of a set) and are separated by blanks:
# `+K` adds, `-K` removes, `pop` pops, `copy` copies, `clear` clears, `update=K,K,...` merges a table that was made by adds,
# `minus=K,K,...` is `a -= b`. Keys are integers.
import random
import sys

random.seed(27)


def hashes():
    texts = [u'', u'a', u'b', u'ab', u'role', u'cluster', u'\xfc', u'\u6771\u4eac', u'\U0001f600', u'\0', u'x' * 1000]
    for text in texts:
        print 'hash text %s %d' % (','.join(str(ord(c)) for c in text) or '-', hash(text))
        if all(ord(c) < 256 for c in text):
            assert hash(text) == hash(text.encode('latin-1'))
    limit = 2 ** 64 - 1
    numbers = [0, 1, -1, -2, 2 ** 31, 2 ** 63 - 1, -2 ** 63, 2 ** 63, -2 ** 63 - 1, limit, limit + 1, -limit, 2 * limit,
               2 * limit - 1, 1 - 2 * limit, 10 ** 40, -10 ** 40]
    numbers += [random.getrandbits(random.choice([40, 63, 64, 65, 100, 300])) * random.choice([1, -1]) for _ in range(40)]
    for number in numbers:
        print 'hash integer %d %d' % (number, hash(number))
    floats = [0.0, -0.0, 1.0, -1.0, 0.5, 0.1, -0.1, 1e300, -1e22, 5e-324, 1e-310, float('inf'), float('-inf'), float('nan')]
    floats += [random.uniform(-1, 1) * 10 ** random.randint(-20, 20) for _ in range(40)]
    for number in floats:
        print 'hash float %r %d' % (number, hash(number))
    for kind in (tuple, frozenset):
        for size in [0, 1, 2, 3, 5, 20]:
            items = kind(random.randint(-2 ** 40, 2 ** 40) for _ in range(size))
            print 'hash %s %s %d' % (kind.__name__, ','.join(str(hash(i)) for i in items) or '-', hash(items))


def key():
    return random.choice([random.randint(-40, 40), random.randint(0, 12) * 8, random.randint(0, 9) << 30, random.getrandbits(60)])


def joined(keys):
    return ','.join(str(k) for k in keys)


def table(is_dict):
    kind = dict if is_dict else set
    made = lambda keys: dict((k, 1) for k in keys) if is_dict else set(keys)
    start = random.choice(['adds', 'adds', 'display', 'fromkeys']) if is_dict else 'adds'
    keys = [key() for _ in range(random.choice([3, 8, 30, 100]))]
    if start == 'display':
        shown = keys[:random.randint(0, 12)]
        if random.random() < 0.5:
            shown += shown[:3]
        d = eval('{%s}' % ', '.join('%d: 1' % k for k in shown))
        steps = ['display %d' % len(shown)]
        new = []
        for k in shown:
            if k not in new:
                new.append(k)
        steps += ['+%d' % k for k in new]
    elif start == 'fromkeys':
        source = set(keys)
        d = dict.fromkeys(source)
        steps = ['fromkeys %s' % joined(source)]
    else:
        d = kind()
        steps = ['adds']
    for _ in range(random.choice([2, 10, 60])):
        step = random.random()
        present = list(d)
        if step < 0.5:
            for k in [key() for _ in range(random.choice([1, 1, 3]))]:
                if k not in d:
                    if is_dict:
                        d[k] = 1
                    else:
                        d.add(k)
                    steps.append('+%d' % k)
        elif step < 0.75 and present:
            for k in random.sample(present, min(len(present), random.choice([1, 1, 4]))):
                if is_dict:
                    del d[k]
                else:
                    d.remove(k)
                steps.append('-%d' % k)
        elif step < 0.85 and present:
            for _ in range(random.randint(1, len(present))):
                if is_dict:
                    d.popitem()
                else:
                    d.pop()
                steps.append('pop')
        elif step < 0.9:
            d = d.copy()
            steps.append('copy')
        elif step < 0.92:
            d.clear()
            steps.append('clear')
        elif step < 0.98 or is_dict:
            other = []
            for k in [key() for _ in range(random.choice([0, 2, 5, 20]))]:
                if k not in other:
                    other.append(k)
            if is_dict:
                d.update(made(other))
            else:
                d |= made(other)
            steps.append('update=' + joined(other))
        elif present:
            other = random.sample(present, random.randint(0, len(present)))
            d -= set(other)
            steps.append('minus=' + joined(other))
    print '%s %s = %s' % (kind.__name__, ' '.join(steps), ' '.join(str(k) for k in d))


hashes()
for index in range(120):
    table(index % 2 == 0)
# Above 50,000 keys.
large = {}
for k in xrange(60000):
    large[k * 7] = 1
print 'large %s' % joined(large.keys()[::10000])
