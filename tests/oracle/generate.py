#!/usr/bin/env python3
# -*- coding: utf-8 -*-
"""Makes random configurations for the differential test: one JSON object a line, `{"text": …, "binds": {…}}`.

    generate.py --seed N [--count M] [--only I]

Program I of seed N is always the same; its first line says which it is.

The programs stay where Python 2 and 3 agree: no `/` on integers, no lists from dict methods, no lazy `map`, no floats
of many digits, ASCII only, nothing printed. They also stay where the client checks no more than Pystachio does: names,
roles, sizes and process orders are such as it accepts. One program in six or so has a mistake in it on purpose.
"""
import argparse
import json
import random

# Names that are bound somewhere; a value refers only to names behind its own, so that there is no cycle by accident.
NAMES = ['alpha', 'beta', 'gamma', 'delta', 'epsilon', 'zeta']
WORDS = ['run', 'fetch', 'x', 'one two', 'a=b', '/usr/bin', "it's", '"quoted"', '{single}', '$HOME', '-', '100%', '{{&beta}}', '']
SIMPLE = ['String', 'Integer', 'Float', 'Boolean']


class Program:
  """One program under construction."""

  def __init__(self, seed):
    self.random = random.Random(seed)
    self.lines = []
    self.structs = {}
    self.enums = {}
    self.counter = 0

  # Small choices.

  def chance(self, probability):
    return self.random.random() < probability

  def pick(self, options):
    return self.random.choice(options)

  def fresh(self, prefix):
    self.counter += 1
    return '%s%d' % (prefix, self.counter)

  def line(self, text):
    self.lines.append(text)

  # Text with references.

  def reference(self, names):
    kind = self.random.random()
    if kind < 0.55 and names:
      return '{{%s}}' % self.pick(names)
    if kind < 0.65 and names:
      # The inner reference is bound to a word that completes a name.
      return '{{table[{{%s}}]}}' % self.pick(['key_one', 'key_two'])
    if kind < 0.75:
      return self.pick(['{{role}}', '{{environment}}', '{{cluster}}', '{{mesos.role}}', '{{mesos.cluster}}', '{{thermos.user}}'])
    if kind < 0.85:
      return self.pick(['{{group.inner.value}}', '{{group.list[0]}}', '{{group[deep].value}}', '{{numbers[%d]}}' % self.random.randrange(3), '{{numbers[-1]}}', '{{table[b-c]}}'])
    if kind < 0.93 and self.structs:
      struct = self.pick(sorted(self.structs))
      names = [name for name, ty in self.structs[struct] if ty in SIMPLE]
      if names:
        return '{{%s_object.%s}}' % (struct.lower(), self.pick(names))
    return self.pick(['{{word}}', '{{number}}', '{{fraction}}', '{{flag}}'])

  def text(self, names, parts = 3):
    pieces = []
    for _ in range(self.random.randint(1, parts)):
      pieces.append(self.reference(names) if self.chance(0.4) else self.pick(WORDS))
    return ' '.join(pieces)

  def quoted(self, text):
    """A literal for a text, in one of several spellings."""
    if "'" not in text and '\\' not in text and self.chance(0.2):
      return "'''%s'''" % text
    if "'" not in text and self.chance(0.1):
      return "u'%s'" % text
    if ' ' in text and "'" not in text and self.chance(0.2):
      first, rest = text.split(' ', 1)
      operator = self.pick([' ', ' + '])
      return "('%s '%s'%s')" % (first, operator, rest)
    return repr(text)

  def string(self, names, parts = 3):
    if self.chance(0.08):
      return self.pick(['7', '2.5', 'True', '-3', '1e20', '10 ** 20'])
    text = self.text(names, parts)
    if self.chance(0.1) and '%' not in text and '{' not in text:
      return "%s + ' %%s %%d' %% (%s, %d)" % (repr(text), repr(self.pick(WORDS[:4])), self.random.randrange(9))
    return self.quoted(text)

  # Values of types.

  def integer(self):
    number = self.random.randint(1, 9)
    return self.pick(['%d' % number, "'%d'" % number, "' %d '" % number, '%d.5' % number, '%d.0' % number, "'{{number}}'", "'{{number}}%d'" % number, '%d + 1' % number, "'+%d'" % number])

  def float(self):
    return self.pick(['0.5', "'0.25'", '2', "'1e3'", "'{{fraction}}'", "'{{number}}.5'", '1.75', "' 3.5 '"])

  def boolean(self):
    return self.pick(['True', 'False', "'true'", "'FALSE'", "'0'", "'1'", '1', '0', '2.5', "'{{flag}}'"])

  def value(self, ty, names, depth = 0):
    """An expression that fits a type, given as its expression."""
    if ty == 'String':
      return self.string(names)
    if ty == 'Integer':
      return self.integer()
    if ty == 'Float':
      return self.float()
    if ty == 'Boolean':
      return self.boolean()
    if ty in self.enums:
      word = self.pick(self.enums[ty])
      return self.pick([repr(word), "%s('%s')" % (ty, word), "'{{%s_word}}'" % ty.lower()])
    if ty in self.structs:
      return self.struct(ty, names, depth)
    if ty.startswith('List('):
      count = self.random.randint(0, 3)
      items = [self.value(ty[5:-1], names, depth + 1) for _ in range(count)]
      if self.chance(0.2):
        return '%s([%s])' % (ty, ', '.join(items))
      return '(%s)' % ''.join(item + ', ' for item in items) if self.chance(0.3) and items else '[%s]' % ', '.join(items)
    if ty.startswith('Map(String, '):
      keys = self.random.sample(['k', 'b-c', 'x.y', 'n1', '{{word}}'], self.random.randint(0, 3))
      return '{%s}' % ', '.join('%r: %s' % (key, self.value(ty[12:-1], names, depth + 1)) for key in keys)
    if ty.startswith('Choice(['):
      return self.value(self.pick(ty[8:-2].split(', ')), names, depth + 1)
    raise AssertionError(ty)

  def struct(self, struct, names, depth):
    attributes = []
    for name, ty in self.structs[struct]:
      if self.chance(0.85) or (struct, name) in self.required:
        attributes.append((name, self.value(ty, names, depth + 1)))
    self.random.shuffle(attributes)
    if self.chance(0.3) and depth:
      return '{%s}' % ', '.join('%r: %s' % pair for pair in attributes)
    cut = self.random.randint(0, len(attributes)) if self.chance(0.3) else 0
    dicts = '{%s}' % ', '.join('%r: %s' % pair for pair in attributes[:cut])
    arguments = ([dicts] if cut else []) + ['%s = %s' % pair for pair in attributes[cut:]]
    return '%s(%s)' % (struct, ', '.join(arguments)) + self.bindings(0.2)

  def bindings(self, probability):
    """`.bind(…)`, or nothing."""
    if not self.chance(probability):
      return ''
    index = self.random.randrange(len(NAMES))
    name, rest = NAMES[index], NAMES[index + 1:]
    value = self.pick([self.string(rest), str(self.random.randint(-9, 99)), '0.5', 'True'])
    method = self.pick(['bind', 'bind', 'bind', 'in_scope'])
    return self.pick([
      '.%s(%s = %s)' % (method, name, value),
      ".%s({'%s': %s})" % (method, name, value),
      ".%s(Environment(%s = %s))" % (method, name, value),
      ".%s({Ref.from_address('%s'): %s})" % (method, name, value),
      ".%s({'group': {'inner': {'value': %s}}})" % (method, value),
      ".%s({'group.inner.value': %s}, %s = 'last')" % (method, value, name),
    ])

  # The parts of a program.

  def declare_types(self):
    self.required = set()
    for _ in range(self.random.randint(0, 2)):
      name = self.fresh('Level')
      words = self.random.sample(['low', 'mid', 'high', 'TOP'], self.random.randint(2, 4))
      self.enums[name] = words
      listing = ', '.join(map(repr, words))
      self.line('%s = Enum(%s)' % (name, listing) if self.chance(0.5) else "%s = Enum('%s', (%s))" % (name, name, listing))
    for _ in range(self.random.randint(0, 3)):
      self.declare_struct()

  def attribute_type(self):
    kind = self.random.random()
    if kind < 0.6:
      return self.pick(SIMPLE)
    if kind < 0.7 and self.enums:
      return self.pick(sorted(self.enums))
    if kind < 0.8 and self.structs:
      return self.pick(sorted(self.structs))
    if kind < 0.9:
      return 'List(%s)' % self.pick(SIMPLE + sorted(self.structs))
    if kind < 0.95:
      return 'Map(String, %s)' % self.pick(SIMPLE + sorted(self.structs))
    return 'Choice([Integer, String])'

  def declare_struct(self):
    struct = self.fresh('Thing')
    attributes = []
    self.line('class %s(Struct):' % struct)
    if self.chance(0.3):
      self.line("  '''A %s.'''" % struct)
    for _ in range(self.random.randint(1, 5)):
      name, ty = self.fresh('field'), self.attribute_type()
      kind = self.random.random()
      if kind < 0.3:
        self.required.add((struct, name))
        self.line('  %s = Required(%s)' % (name, ty))
      elif kind < 0.65:
        # A default may refer to the attributes before it.
        siblings = [sibling for sibling, sibling_type in attributes if sibling_type in SIMPLE]
        default = repr('{{%s}}!' % self.pick(siblings)) if ty == 'String' and siblings and self.chance(0.5) else self.value(ty, NAMES, 1)
        self.line('  %s = Default(%s, %s)' % (name, ty, default))
      else:
        self.line('  %s = %s' % (name, ty))
      attributes.append((name, ty))
    self.structs[struct] = attributes

  def process(self, name, names):
    attributes = ['name = %s' % name, 'cmdline = %s' % self.command(names)]
    for attribute, make in [('max_failures', self.integer), ('min_duration', self.integer), ('ephemeral', lambda: 'False'), ('daemon', lambda: 'False')]:
      if self.chance(0.2):
        attributes.append('%s = %s' % (attribute, make()))
    if self.chance(0.1):
      attributes.append('logger = %s' % self.pick(["Logger(mode = 'rotate', rotate = {'backups': '3'})", "{'destination': 'both'}", 'Logger()', 'Empty']))
    if self.chance(0.1):
      attributes.append('resources = Resources(cpu = %s, ram = %s, disk = 5)' % (self.float(), self.integer()))
    self.random.shuffle(attributes)
    return 'Process(%s)' % ', '.join(attributes) + self.bindings(0.25)

  def command(self, names):
    if self.chance(0.15):
      return self.quoted(self.text(names) + ' ' + self.pick(['{{mesos.instance}}', '{{thermos.ports[http]}}', '{{thermos.task_id}}', '{{mesos.hostname}}', '{{name}}', '{{self.name}}', '{{task.name}}', '{{super.role}}']))
    if self.chance(0.1):
      return self.pick(["java_options('server', 'd')", "python_options(%s, 'v')" % "{'rate': 0.5}", "java_options({'Xmx': '1g'}, 'a')", "' '.join(['a', 'b'] * 2)", "'%s' % [1, 'two', None]", "'-'.join(str(n) for n in range(3))", "'{0} {1:>4}'.format('x', 7)"])
    return self.string(names)

  def resources(self):
    return self.pick([
      'Resources(cpu = %s, ram = 64*MB, disk = 1*GB)' % self.float(),
      "Resources(cpu = 1, ram = '{{number}}000000', disk = 128*MB, gpu = %d)" % self.random.randrange(3),
      "{'cpu': '0.5', 'ram': 32*MB, 'disk': 16.5*MB}",
      'small', 'small(cpu = 2)', 'small(ram = 2 * small.ram().get())',
    ])

  def task(self):
    """Lines that define a task, and the variable it is in."""
    variable = self.fresh('task')
    names = ['%s-%s' % (variable, letter) for letter in 'abcd'[:self.random.randint(1, 4)]]
    kind = self.random.random()
    if kind < 0.12:
      self.line('%s = SimpleTask(%r, %s)' % (variable, names[0], self.command(NAMES)))
      return variable
    processes = self.fresh('processes')
    if kind < 0.35:
      self.line('%s = [Process(name = name, cmdline = %s) for name in %r if name]' % (processes, self.command(NAMES), names))
    elif kind < 0.5:
      self.line('%s = []' % processes)
      self.line('for index, name in enumerate(%r):' % names)
      self.line("  %s.append(%s)" % (processes, self.process("'{{prefix}}-%d' % index" if self.chance(0.3) else 'name', NAMES)))
    elif kind < 0.65:
      maker = self.fresh('make')
      self.line('def %s(name, command = %s, **attributes):' % (maker, self.string(NAMES)))
      self.line('  return Process(name = name, cmdline = command, **attributes)')
      calls = ['%s(%r%s)' % (maker, name, self.pick(['', ', max_failures = 2', ", command = 'other'", ', **{"min_duration": 9}'])) for name in names]
      self.line('%s = [%s]' % (processes, ', '.join(calls)))
    elif kind < 0.8:
      template = self.fresh('template')
      self.line('%s = %s' % (template, self.process(repr('template'), NAMES)))
      copies = ["%s(name = %r)%s" % (template, name, self.pick(['', '', '.bind(%s = 3)' % self.pick(NAMES), "(cmdline = '{{name}} {{alpha}}')"])) for name in names]
      self.line('%s = [%s]' % (processes, ', '.join(copies)))
    else:
      self.line('%s = [%s]' % (processes, ', '.join(self.process(repr(name), NAMES) for name in names)))
    attributes = ['processes = %s' % processes, 'resources = %s' % self.resources()]
    if self.chance(0.7):
      attributes.append('name = %r' % self.pick([variable, variable + '-{{word}}']))
    sequential = self.chance(0.25)
    if self.chance(0.4) and not sequential:
      attributes.append('constraints = %s' % self.pick(['order(*%s)' % processes, 'order(*[str(p.name()) for p in %s])' % processes, 'order(%s[0])' % processes, '[Constraint(order = [str(p.name()) for p in %s])]' % processes, "[{'order': []}][:0]"]))
    for attribute in ('max_failures', 'max_concurrency', 'finalization_wait'):
      if self.chance(0.15):
        attributes.append('%s = %s' % (attribute, self.integer()))
    self.random.shuffle(attributes)
    self.line('%s = %s(%s)%s' % (variable, 'SequentialTask' if sequential else 'Task', ', '.join(attributes), self.bindings(0.3)))
    return variable

  def tasks(self):
    tasks = [self.task() for _ in range(self.random.randint(1, 3))]
    if self.chance(0.25):
      # Combining adds resources up at once: give it tasks whose resources are numbers.
      variable = self.fresh('task')
      self.line('%s = %s(%s%s)' % (variable, self.pick(['Tasks.combine', 'combine_tasks', 'Tasks.concat', 'concat_tasks']),
                                   ', '.join('%s(resources = small(cpu = %d), finalization_wait = %d)' % (task, index + 1, index) for index, task in enumerate(tasks)),
                                   self.pick(['', ", name = 'joined'"])))
      tasks.append(variable)
    return tasks

  def probe(self, task):
    """A text computed from objects while the program runs."""
    return self.pick([
      "'%%s' %% %s.name()" % task, "str(%s.processes()[0].name())" % task, "'%%d' %% (%s.max_failures().get() + 1 if %s.max_failures().check().ok() else 0)" % (task, task),
      "str([p.has_name() for p in %s.processes()])" % task, "'%%s' %% (%s == %s(max_failures = 77))" % (task, task), "str(%s.has_user())" % task,
      "str(%s.user() is Empty)" % task, "str(%s.check().ok())" % task, "str(len(%s.processes().get()))" % task, "'%%s' %% isinstance(%s, Task)" % task,
      "str(small.ram())", "str(String('{{a}}-{{b}}').bind(a = 1) % {'b': 2})", "str(Integer('{{n}}0') % {'n': 4})", "str(List(Integer)(['1', 2.5]))",
      "str(Map(String, Integer)({'a': '1'})['a'])", "'%s' % [str(x) for x in List(String)(['a', '{{word}}'])]", "str(String('{{word}}').interpolate()[1])",
      "str(Integer(3) == Integer('3'))", "str(small == small(cpu = '1'))", "str(hasattr(Process, 'nothing'))",
      "str(%s.processes()[-1:][0].cmdline())" % task, "'{{word}}' + str(Float('0.50'))", "str(3 in List(Integer)([1, 3]))",
    ])

  def job(self, task, index):
    attributes = [
      'name = %s' % self.pick(["'job%d'" % index, "'job%d-{{word}}'" % index, "'job%d-%%s' %% 'x'" % index]),
      'task = %s' % task,
    ]
    optional = [
      ('contact', lambda: self.string(NAMES)), ('contact', lambda: self.probe(task)), ('instances', lambda: self.pick(['10', "'12'", '15.5', "'{{number}}0'"])), ('priority', self.integer), ('service', self.boolean),
      ('production', self.boolean), ('max_task_failures', self.integer), ('enable_hooks', self.boolean),
      ('update_config', lambda: self.pick(["UpdateConfig(batch_size = %s)" % self.integer(), "{'watch_secs': %s, 'rollback_on_failure': %s}" % (self.integer(), self.boolean()), "UpdateConfig(update_strategy = BatchUpdateStrategy(batch_size = '{{number}}'))"])),
      ('constraints', lambda: self.pick(["{'host': 'limit:2'}", "{'{{word}}': '{{environment}}', 'zone': 5}", '{}'])),
      ('metadata', lambda: self.pick(["[Metadata(key = 'k', value = %s)]" % self.string(NAMES), "({'key': '{{role}}', 'value': 7},)"])),
      ('health_check_config', lambda: self.pick(["HealthCheckConfig(interval_secs = %s)" % self.float(), "{'health_checker': {'shell': {'shell_command': %s}}}" % self.string(NAMES)])),
      ('lifecycle', lambda: self.pick(['DisableLifecycle', 'Empty', "LifecycleConfig(http = {'port': 'admin'})"])),
      ('container', lambda: self.pick(["Docker(image = 'i:{{number}}')", "Mesos(image = DockerImage(name = '{{word}}', tag = 'x'))", "Container(docker = {'image': 'y'})"])),
      ('partition_policy', lambda: "PartitionPolicy(delay_secs = %s)" % self.integer()),
      ('task_links', lambda: "{'{{word}}': %s}" % self.string(NAMES)),
    ]
    used = set()
    for attribute, make in optional:
      if attribute not in used and self.chance(0.18):
        used.add(attribute)
        attributes.append('%s = %s' % (attribute, make()))
    self.random.shuffle(attributes)
    return 'base(%s)%s%s' % (', '.join(attributes), self.bindings(0.3), self.bindings(0.15))

  def bind_everything(self):
    """Bindings for every name that a reference may use."""
    arguments = ['%s = %s' % (name, self.pick([self.string(NAMES[index + 1:]), str(self.random.randint(0, 99)), '0.25'])) for index, name in enumerate(NAMES)]
    arguments += ["word = 'w'", 'number = 4', 'fraction = 0.5', "flag = 'True'", "prefix = 'pre'", "key_one = 'k1'", "key_two = 'b-c'",
                  "table = Map(String, String)({'k1': 'v1', 'b-c': %s})" % self.string(NAMES[3:]), 'numbers = List(Integer)([1, 2.5, "3"])']
    arguments += ["%s_word = %r" % (enum.lower(), words[0]) for enum, words in sorted(self.enums.items())]
    for struct in sorted(self.structs):
      arguments.append('%s_object = %s' % (struct.lower(), '%s(%s)' % (struct, ', '.join('%s = %s' % (name, self.value(ty, [])) for name, ty in self.structs[struct] if ty in SIMPLE or (struct, name) in self.required))))
    return "{'group': {'inner': {'value': 'g'}, 'list[0]': 'l0', '[deep].value': 'd'}}, %s" % ', '.join(arguments)

  def mistake(self, lines):
    """Breaks a program in one place, if it can."""
    mistakes = [
      ('cmdline = ', 'cmdlin = '), ("number = 4", "number = 'four'"), ('.bind(', '.bind(undefined_name = undefined_name, '), ("flag = 'True'", "flag = 'maybe'"),
      ('cpu = 1,', ''), ("word = 'w', ", ''), ('Process(', "Process('positional', "), ("'k1': 'v1', ", ''), ('numbers = List(Integer)', 'numbers = '), ('fraction = 0.5', "fraction = '{{fraction}}'"),
    ]
    self.random.shuffle(mistakes)
    text = '\n'.join(lines)
    for old, new in mistakes:
      if old in text:
        return text.replace(old, new, 1).split('\n')
    return lines

  def generate(self):
    self.line("base = Job(cluster = 'example', role = 'www-data', environment = 'test')")
    self.line('small = Resources(cpu = 1, ram = 16*MB, disk = 32*MB)')
    self.declare_types()
    tasks = self.tasks()
    jobs = [self.job(self.pick(tasks), index) for index in range(self.random.randint(1, 3))]
    self.line('jobs = [%s]' % ', '.join(jobs))
    self.line('jobs = [job.%s(%s) for job in jobs]' % (self.pick(['bind', 'bind', 'in_scope']), self.bind_everything()))
    lines = self.mistake(self.lines) if self.chance(0.17) else self.lines
    binds = {name: self.pick(['cli', '5', '{{role}}']) for name in NAMES if self.chance(0.05)}
    return '\n'.join(lines) + '\n', binds


def main():
  parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
  parser.add_argument('--seed', type=int, required=True)
  parser.add_argument('--count', type=int, default=1000)
  parser.add_argument('--only', type=int, metavar='I')
  arguments = parser.parse_args()
  indices = range(arguments.count) if arguments.only is None else [arguments.only]
  for index in indices:
    text, binds = Program('%d:%d' % (arguments.seed, index)).generate()
    header = '# seed %d, program %d\n' % (arguments.seed, index)
    print(json.dumps({'text': header + text, 'binds': binds}, sort_keys=True))


if __name__ == '__main__':
  main()
