# -*- coding: utf-8 -*-
"""Records which statements CPython 2.7 compiles, into the table of src/syntax/tests/python2.rs."""
import io, sys, warnings
warnings.simplefilter('ignore')
path = sys.argv[1]
lines = [l.rstrip('\n') for l in io.open(path, encoding='utf-8')]
out = []
for line in lines:
    if not line or line.startswith('#'):
        out.append(line); continue
    source = line[4:].replace(u'¶', u'\n').replace(u'⇥', u'\t')
    try:
        compile((source + u'\n').encode('utf-8'), 'f', 'exec', 0, True)
        verdict = u'yes'
    except SyntaxError:
        verdict = u'no '
    out.append(verdict + u' ' + line[4:])
io.open(path, 'w', encoding='utf-8').write(u'\n'.join(out) + u'\n')
