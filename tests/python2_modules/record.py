"""Writes the table beside this file anew: run it with CPython 2.7 after changing the expressions in it.

A line is `expression => result`; what stands behind the arrow is replaced. The modules of `imports.txt` are imported.
"""
import os

folder = os.path.dirname(os.path.abspath(__file__))
exec(open(os.path.join(folder, 'imports.txt')).read())
# Results that Python 2.7 leaves to the order of hashes are to be sorted by the expressions themselves.
os.environ.clear()
os.environ.update({'USER': 'nobody', 'HOME': '/home/nobody', 'GREETING': 'hello'})
os.getcwd = lambda: '/src'


def result_of(expression):
    try:
        return repr(eval(expression))
    except Exception as e:
        return '%s: %s' % (type(e).__name__, e)


path = os.path.join(folder, 'table.txt')
with open(path) as table:
    lines = [line.rstrip('\n') for line in table]
with open(path, 'w') as table:
    for line in lines:
        expression = line.split(' => ')[0]
        if expression and not expression.startswith('#'):
            line = '%s => %s' % (expression, result_of(expression))
        table.write(line + '\n')
