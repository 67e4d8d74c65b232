"""Decodes JobConfigurations in Thrift's JSON protocol, with Thrift's own library, and compares them with the same in plain JSON.

Reads lines of {"name": …, "tjson": …, "plain": …} from standard input; prints what differs, and ends with 1 if anything does.
Needs thrift (the protocol) and thriftpy2 (which reads aurora.thrift) from PyPI.
"""

import json
import os
import sys

import thriftpy2
from thrift.protocol.TJSONProtocol import TJSONProtocol
from thrift.Thrift import TType
from thrift.transport.TTransport import TMemoryBuffer

SCHEMA = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'aurora.thrift')


class Record:
  """A struct or union; the library sets its fields as attributes."""

  thrift_spec = ()

  def read(self, protocol):
    """What generated code does; the library calls it for structs inside of others."""
    protocol.readStruct(self, self.thrift_spec)

  def __repr__(self):
    return json.dumps(plain(self), sort_keys=True)


def record_class(parsed, known):
  """The class that the library reads a struct into: what thriftpy2 knows of it, in the form that thrift wants."""
  if parsed not in known:
    known[parsed] = made = type(parsed.__name__, (Record,), {})
    fields = parsed.thrift_spec
    made.thrift_spec = tuple(
        field(number, fields[number], known) if number in fields else None
        for number in range(max(fields) + 1))
  return known[parsed]


def field(number, declared, known):
  kind, name, details = declared[0], declared[1], declared[2] if len(declared) > 3 else None
  return (number, kind, name, type_details(kind, details, known), None)


def type_details(kind, details, known):
  if kind == TType.STRING:
    return 'UTF8'
  if kind == TType.STRUCT:
    made = record_class(details, known)
    return [made, made.thrift_spec]
  if kind in (TType.LIST, TType.SET):
    return inner_type(details, known) + (False,)
  if kind == TType.MAP:
    return inner_type(details[0], known) + inner_type(details[1], known) + (False,)
  return None


def inner_type(declared, known):
  kind, details = declared if isinstance(declared, tuple) else (declared, None)
  return kind, type_details(kind, details, known)


def plain(value):
  """What was decoded, as the plain form has it: fields by name, sets as lists in the order of their JSON text."""
  if isinstance(value, Record):
    fields = ((field[2], getattr(value, field[2], None)) for field in value.thrift_spec if field)
    return {name: plain(item) for name, item in fields if item is not None}
  if isinstance(value, (set, frozenset)):
    return sorted((plain(item) for item in value), key=canonical)
  if isinstance(value, list):
    return [plain(item) for item in value]
  return value


def sorted_sets(value, path=''):
  """The plain form, with what are sets in the order that is used here."""
  if isinstance(value, dict):
    return {name: sorted_sets(item, name) for name, item in value.items()}
  if isinstance(value, list):
    items = [sorted_sets(item) for item in value]
    return sorted(items, key=canonical) if path in ('resources', 'constraints', 'metadata', 'values') else items
  return value


def canonical(value):
  return json.dumps(value, sort_keys=True)


def decode(text, made):
  protocol = TJSONProtocol(TMemoryBuffer(text.encode('utf-8')))
  result = made()
  result.read(protocol)
  return result


def main():
  schema = thriftpy2.load(SCHEMA, module_name='aurora_thrift')
  made = record_class(schema.JobConfiguration, {})
  failures = count = 0
  for line in sys.stdin:
    case = json.loads(line)
    count += 1
    try:
      decoded = canonical(plain(decode(case['tjson'], made)))
    except Exception as error:
      decoded = 'not decoded: %r' % error
    wanted = canonical(sorted_sets(json.loads(case['plain'])))
    if decoded != wanted:
      failures += 1
      print('%s\n  decoded %s\n  plain   %s' % (case['name'], decoded, wanted))
  print('%d configurations, %d failures' % (count, failures))
  return 1 if failures or not count else 0


if __name__ == '__main__':
  sys.exit(main())
