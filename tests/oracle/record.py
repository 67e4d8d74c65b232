"""Writes recorded.jsonl, what tests/it/differential.rs compares with. Run it with CPython 2.7 that has pystachio 0.8.5:

    PYTHONPATH=FOLDER python2.7 tests/oracle/record.py

One JSON object a line: name, text and bindings of a configuration, and what `oracle.py` answers. The configurations are the examples,
`cases`, and those that `generate.py` makes of seed 1.
"""
import glob
import io
import json
import os
import sys

folder = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, folder)
sys.dont_write_bytecode = True
import generate
import oracle

GENERATED = 60


def programs():
  root = os.path.join(folder, '..', '..')
  for pattern in ('examples/*.aurora', 'tests/oracle/cases/*.aurora'):
    for path in sorted(glob.glob(os.path.join(root, pattern))):
      text = oracle.read(path)
      # What an include reads is for other tests.
      if 'include(' not in text:
        yield os.path.relpath(path, root), text, {}
  for index in range(GENERATED):
    text, binds = generate.Program('1:%d' % index).generate()
    yield 'seed 1, program %d' % index, text, binds


def main():
  assert sys.version_info[:2] == (2, 7)
  stdlib = oracle.load_stdlib(os.path.join(folder, '..', '..', 'stdlib'))
  with io.open(os.path.join(folder, 'recorded.jsonl'), 'w') as recorded:
    for name, text, binds in programs():
      answer = oracle.run_in_time(stdlib, name, text, binds)
      line = {'name': name, 'text': text, 'binds': binds, 'answer': answer}
      recorded.write(json.dumps(line, sort_keys=True).decode('ascii') + u'\n')


if __name__ == '__main__':
  main()
