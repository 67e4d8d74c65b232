#!/usr/bin/env python3
# -*- coding: utf-8 -*-
"""Evaluates configurations with CPython and the PyPI package `pystachio`: an independent second opinion.

    oracle.py [--stdlib DIR] [-E NAME=VALUE]... FILE
    oracle.py [--stdlib DIR] --batch < programs.jsonl

The first form prints one JSON object. The second reads one JSON object a line, `{"text": …}` or `{"path": …}` with an
optional `"binds": {name: value}`, and prints one a line, in the same order; one process serves thousands of programs.

    {"jobs": [the accepted jobs, interpolated],
     "rejected": [{"index": of the job, "type": exception or "Check" or "Unbound", "message": …}]}
    {"error": {"type": …, "message": …}}         if the file as a whole fails
    {"error": {"type": "TookTooLong", …}}        if one program of a batch takes more than ten seconds

It runs on Python 2.7 with pystachio 0.8.5, as the client does, and on Python 3 with pystachio 0.8.10. It executes the same stdlib as
jobc. What differs from the client that the golden cases were recorded with:
- only what Pystachio itself checks is checked: types, required attributes, references. Keys, process orders, sizes are not.
And on Python 3:
- the language is Python 3, with the builtins of Python 2 that are trivial to give back (see `python2_builtins`): no print
  statement, `/` on integers is a fraction, unicode is str, and `str` of a float shows up to 17 digits;
- numbers of Integer attributes are Python 3's `int`.
"""
import argparse
import functools
import io
import json
import os
import signal
import sys

import pystachio
from pystachio import Environment

STDLIB_FILES = ('thermos.aurora', 'helpers.aurora', 'aurora.aurora')

# For one program of a batch: an edit may make a loop endless.
SECONDS = 10

# What the cluster fills in, as the start of an address.
LEFT_TO_CLUSTER = ('mesos.instance', 'mesos.hostname', 'thermos.task_id', 'thermos.ports[')


def python2_builtins():
  """Builtins as Python 2 has them, as far as a line each will do."""
  if sys.version_info[0] == 2:
    return {}
  return {
    'basestring': str,
    'long': int,
    'unicode': str,
    'unichr': chr,
    'reduce': functools.reduce,
    'xrange': range,
    'range': lambda *args: list(range(*args)),
    'map': lambda function, *args: list(map(function, *args)),
    'zip': lambda *args: list(zip(*args)),
    'filter': python2_filter,
  }


def python2_filter(function, items):
  """`filter` that keeps the kind of what it is given."""
  kept = filter(function, items)
  if isinstance(items, str):
    return ''.join(kept)
  return tuple(kept) if isinstance(items, tuple) else list(kept)


def execute_text(text, path, namespace):
  """Executes the text of a file. Python 2 reads bytes: it refuses a coding line in anything else."""
  if sys.version_info[0] == 2:
    text = text.encode('utf-8')
  exec(compile(text, path, 'exec'), namespace)


def load_stdlib(folder):
  """The names that every configuration starts with."""
  namespace = python2_builtins()
  exec('from pystachio import *', namespace)
  for name in STDLIB_FILES:
    path = os.path.join(folder, name)
    execute_text(read(path), path, namespace)
  return namespace


def execute(stdlib, path, text):
  """Runs a configuration and whatever it includes in one namespace, and returns that."""
  namespace = dict(stdlib)
  folders = [os.path.dirname(path)]

  def include(name):
    included = os.path.join(folders[-1], name)
    folders.append(os.path.dirname(included))
    try:
      execute_text(read(included), included, namespace)
    finally:
      folders.pop()

  namespace['include'] = include
  namespace['__name__'] = '__builtin__'
  execute_text(text, path, namespace)
  return namespace


class Rejected(Exception):
  """A job that Pystachio does not accept."""

  def __init__(self, kind, message):
    super(Rejected, self).__init__(message)
    self.kind = kind


def interpolate(job, binds):
  """The job as plain values, everything resolved that can be."""
  bound = job.bind(*[{name: value} for name, value in binds.items()])
  behind = Environment({'mesos.role': '{{role}}', 'mesos.cluster': '{{cluster}}', 'thermos.user': '{{role}}'})
  # Twice, because `{{&name}}` postpones a reference by one interpolation and the client does several.
  once, _ = bound.in_scope(behind).interpolate()
  twice, unbound = once.in_scope(behind).interpolate()
  left = sorted({ref.address() for ref in unbound if not ref.address().startswith(LEFT_TO_CLUSTER)})
  if left:
    raise Rejected('Unbound', ', '.join(left))
  # What the cluster fills in stands for some number here, as in the client's own check.
  check = twice.bind(*[{ref: '31337'} for ref in unbound]).check()
  if not check.ok():
    raise Rejected('Check', check.message())
  return twice.get()


def run(stdlib, path, text, binds):
  """What a configuration makes."""
  sys.setrecursionlimit(3000)
  try:
    jobs = list(execute(stdlib, path, text)['jobs'])
  except (Exception, SystemExit) as error:
    return {'error': {'type': type(error).__name__, 'message': str(error)}}
  accepted, rejected = [], []
  for index, job in enumerate(jobs):
    try:
      accepted.append(interpolate(job, binds))
    except Exception as error:
      kind = error.kind if isinstance(error, Rejected) else type(error).__name__
      rejected.append({'index': index, 'type': kind, 'message': str(error)})
  return {'jobs': accepted, 'rejected': rejected}


class TookTooLong(BaseException):
  """Not an Exception, so that no configuration catches it by chance."""


def give_up(signal_number, frame):
  raise TookTooLong()


def run_in_time(*arguments):
  """What a configuration makes, if that is known within the time."""
  signal.signal(signal.SIGALRM, give_up)
  signal.setitimer(signal.ITIMER_REAL, SECONDS)
  try:
    return run(*arguments)
  except TookTooLong:
    return {'error': {'type': 'TookTooLong', 'message': '%d seconds' % SECONDS}}
  finally:
    signal.setitimer(signal.ITIMER_REAL, 0)


def read(path):
  # Universal newlines and the byte order mark as Python reads its own source.
  with io.open(path, encoding='utf-8-sig') as file:
    return file.read()


def main():
  default_stdlib = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'stdlib')
  parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
  parser.add_argument('--stdlib', default=default_stdlib, metavar='DIR')
  parser.add_argument('-E', dest='binds', action='append', default=[], metavar='NAME=VALUE')
  parser.add_argument('--batch', action='store_true')
  parser.add_argument('file', nargs='?')
  arguments = parser.parse_args()
  stdlib = load_stdlib(arguments.stdlib)
  if sys.version_info[0] == 3:
    # Python 2 writes integers of any length.
    sys.set_int_max_str_digits(0)

  if arguments.batch:
    for line in sys.stdin:
      program = json.loads(line)
      path = program.get('path', 'generated.aurora')
      text = program['text'] if 'text' in program else read(path)
      # Configurations may print; their output is not ours.
      output, sys.stdout = sys.stdout, sys.stderr
      try:
        result = run_in_time(stdlib, path, text, program.get('binds', {}))
      finally:
        sys.stdout = output
      print(json.dumps(result, sort_keys=True))
      sys.stdout.flush()
  elif arguments.file:
    binds = dict(bind.split('=', 1) for bind in arguments.binds)
    result = run(stdlib, arguments.file, read(arguments.file), binds)
    json.dump(result, sys.stdout, sort_keys=True, indent=1)
    print()
  else:
    parser.error('a file or --batch is needed')


if __name__ == '__main__':
  main()
