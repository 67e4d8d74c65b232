"""Writes the tables beside this file anew: run it with CPython 2.7 after changing the expressions in them.

A line is `expression => result`; what stands behind the arrow is replaced.
"""
import glob
import os
from collections import Counter, OrderedDict, defaultdict, namedtuple


def result_of(expression):
    try:
        return repr(eval(expression))
    except Exception as e:
        return '%s: %s' % (type(e).__name__, e)


for path in glob.glob(os.path.join(os.path.dirname(os.path.abspath(__file__)), '*.txt')):
    with open(path) as table:
        expressions = [line.rstrip('\n').split(' => ')[0] for line in table]
    with open(path, 'w') as table:
        for expression in expressions:
            if expression.startswith('#') or not expression:
                table.write(expression + '\n')
            else:
                table.write('%s => %s\n' % (expression, result_of(expression)))
