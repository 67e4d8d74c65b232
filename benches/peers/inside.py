"""Evaluates one file with a library, and prints how many seconds that took inside the process: without the start of Python,
without imports, without reading the file.

    inside.py pystachio|rjsonnet|starlark FILE [OUTPUT]
"""
import json
import os
import sys
import time


def pystachio(text, path):
  sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'tests', 'oracle'))
  import oracle
  folder = os.path.join(os.path.dirname(oracle.__file__), '..', '..', 'stdlib')
  begin = time.perf_counter()
  stdlib = oracle.load_stdlib(folder)
  result = oracle.run(stdlib, path, text, {})
  assert not result.get('error') and not result['rejected'], result
  output = json.dumps(result['jobs'])
  return time.perf_counter() - begin, output


def rjsonnet(text, path):
  import rjsonnet
  begin = time.perf_counter()
  output = rjsonnet.evaluate_snippet(path, text)
  return time.perf_counter() - begin, output


def starlark(text, path):
  import starlark
  dialect = starlark.Dialect.extended()
  begin = time.perf_counter()
  available = starlark.Globals.extended_by([starlark.LibraryExtension.Json])
  output = starlark.eval(starlark.Module(), starlark.parse(path, text, dialect=dialect), available)
  return time.perf_counter() - begin, output


def main():
  library, path = sys.argv[1:3]
  with open(path, encoding='utf-8') as file:
    text = file.read()
  seconds, output = globals()[library](text, path)
  if len(sys.argv) > 3:
    with open(sys.argv[3], 'w', encoding='utf-8') as file:
      file.write(output)
  print(seconds)


if __name__ == '__main__':
  main()
