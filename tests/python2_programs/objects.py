# What the strings of objects are: `str` as written, `unicode` once interpolated. Needs pystachio 0.8.5 when it is recorded.
from pystachio import *


class Part(Struct):
    name = String
    count = Default(Integer, '5')
    plain = Default(String, 'plain')
    wide = Default(String, u'wide')
    mode = Enum('A', 'B')
    either = Choice([Integer, String])
    labels = Map(String, String)
    lines = List(String)


class Whole(Struct):
    part = Part
    preset = Default(Part, Part(name = 'preset', lines = ['{{a}}', u'b']))
    limits = Default(Map(String, Integer), {'a': '1', u'b': 2})


part = Part(name = 'x', mode = 'A', either = 'q', labels = {'a': u'b'}, lines = ['x', 'y{{count}}', u'z'])
whole = Whole(part = part)

# As written.
show(lambda: part.get())
show(lambda: whole.get())
show(lambda: Whole(part = {'name': 'n', u'mode': u'B'}).get())
show(lambda: [Part(name = name).get()['name'] for name in ('x', u'x', 5, 2.5, '{{a}}')])
show(lambda: [kind(value).get() for kind in (Integer, Float, String) for value in ('5', u'5', 5)])
show(lambda: [Boolean(value).get() for value in ('true', u'true', True, 1)])
show(lambda: List(Integer)(['5', u'6', 7, '{{n}}']).get())
show(lambda: Map(String, Integer)(('a', '1'), (u'b', 2)).get())
show(lambda: Map(Integer, String)({1: 'a', '2': u'b'}).get())
show(lambda: Enum('A', 'B')('A').get())
show(lambda: Enum('A', 'B')(u'A').get())

# Interpolated.
show(lambda: whole.part().get())
show(lambda: whole.preset().get())
show(lambda: whole.limits().get())
show(lambda: whole.interpolate()[0].get())
show(lambda: (whole % {'a': 'bound'}).get())
show(lambda: [part.name().get(), part.count().get(), part.plain().get(), part.mode().get()])
show(lambda: [line.get() for line in part.lines()])
show(lambda: [part.lines()[0].get(), part.lines()[1:][0].get(), part.labels()['a'].get()])
show(lambda: [key.get() for key in part.labels()])
show(lambda: String('{{a}} {{b}}').bind(a = 1).interpolate()[0].get())
show(lambda: Integer('{{n}}').interpolate()[0].get())
show(lambda: Integer('{{n}}').bind(n = 5).interpolate()[0].get())
show(lambda: [(kind('5') % {}).get() for kind in (String, Integer, Float)])

# Bound, but not interpolated.
show(lambda: String('x').bind(a = 1).get())
show(lambda: part.in_scope(a = 1).copy().get())
show(lambda: whole.part().bind(a = 1).get())

# Parts of both.
show(lambda: whole.part()(name = 'again').get())
show(lambda: whole(part = whole.part()).get())
show(lambda: Whole(part = whole.part()(lines = ['l'])).get())
show(lambda: List(Part)([whole.part(), part]).get()[0]['labels'])
show(lambda: List(Part)([whole.part(), part]).get()[1]['labels'])
show(lambda: Part(part.get()).get() == part.get())
show(lambda: Part(whole.part().get()).get())
show(lambda: Part.json_loads('{"name": "x", "lines": ["a"]}').get())

# Choices decide whenever they are asked.
show(lambda: Part(either = 'q').get()['either'])
show(lambda: Part(either = '7').get()['either'])
show(lambda: Part(either = String('q')).get()['either'])
show(lambda: [Part(either = value).either() for value in ('q', u'q', '7', 7)])
show(lambda: [Choice([Integer, String])(value) for value in ('q', u'q\xe9', "it's", 7, '7', String(u'q'))])
show(lambda: [Choice([Integer, String])(value).unwrap().get() for value in ('q', u'q', 7, '7')])

# Defaults of classes.
show(lambda: Default(String, 'x').default.get())
show(lambda: Part.TYPEMAP['plain'].default.get())
show(lambda: Part.TYPEMAP['wide'].default.get())
show(lambda: Whole.TYPEMAP['preset'].default.get())


class Late(Struct):
    part = Default(Part, whole.part())
    again = Default(Part, whole.part()(name = 'n'))


show(lambda: Late().get())
show(lambda: str(Late()))
show(lambda: repr(part))

# What tells one from the other.
show(lambda: [type(text).__name__ for text in (part.get()['name'], part.name().get(), str(part.name()))])
show(lambda: [isinstance(text, str) for text in (part.get()['name'], part.name().get())])
show(lambda: '%s %r' % (part.get()['name'], part.name().get()))
show(lambda: part.get()['name'] + part.get()['plain'])
show(lambda: part.name().get() + part.get()['plain'])
