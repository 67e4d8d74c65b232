import string
show(lambda: string.Formatter().format('{0} {a!r:>5}', 1, a='x'))
class F(string.Formatter):
    def get_value(self, key, args, kw):
        if isinstance(key, str):
            return kw.get(key, '{' + key + '}')
        return string.Formatter.get_value(self, key, args, kw)
show(lambda: F().format('{a} {b} {0}', 1, a=2))
show(lambda: string.Formatter().vformat('{a}', (), {'a': 3}))
show(lambda: list(string.Formatter().parse('a{b!r:>3}c{{}}')))
show(lambda: string.Formatter().format('{x}'))
show(lambda: string.Formatter().format('{}', 1))
for text in ['{', '}', '{a', '{a!', '{a!r', '{a!rx}', '{a:{b}}', '{a[b}', '{a[b].c[0]}', '{}', '{!r}', '{:x}', '{{', '}}x', '{a[{]}', '{a!}', 'a{{b}}c{d}']:
    show(lambda: list(string.Formatter().parse(text)))
show(lambda: string.Formatter().format('{0[k]} {0[k].__class__.__name__} {1:>{w}}', {'k': 3}, 'x', w = 5))
show(lambda: string.Formatter().format('{a[b}', a = 1))
show(lambda: string.Formatter().format('{a[]}', a = 1))
show(lambda: string.Formatter().format('{a.}', a = 1))
show(lambda: string.Formatter().format('{a[0]b}', a = [1]))
show(lambda: string.Formatter().format('{0!s:>4}{1!r}', 1, 'x'))
show(lambda: string.Formatter().format('{0!x}', 1))
class Checked(string.Formatter):
    def check_unused_args(self, used, args, kwargs):
        unused = set(kwargs) - used
        if unused:
            raise ValueError('unused: %s' % sorted(unused))
show(lambda: Checked().format('{a}', a = 1, b = 2, c = 3))
class Upper(string.Formatter):
    def format_field(self, value, spec):
        return value.upper() if spec == 'upper' else super(Upper, self).format_field(value, spec)
show(lambda: Upper().format('{a:upper} {b:03d}', a = 'x', b = 7))
