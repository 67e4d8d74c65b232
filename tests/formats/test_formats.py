"""SARIF and JUnit reports against the schemas that are published for them.

The schemas are those of packages: SARIF's 2.1.0 in npm's `@microsoft/jest-sarif`, JUnit's (as Jenkins reads it) in the
source distribution of PyPI's `pytest`. The reports are of everything that pages, rules and tests show as wrong.
"""

import functools
import json
import os
import pathlib
import re
import subprocess
import tarfile
import tempfile
import unittest

import jsonschema
from lxml import etree

ROOT = pathlib.Path(__file__).resolve().parents[2]
JOBC = str(ROOT / os.environ.get('JOBC', 'target/debug/jobc'))
SARIF = ('@microsoft/jest-sarif@1.0.0-beta.0', 'package/lib/schemas/sarif-2.1.0-rtm.5.json')
JUNIT = ('pytest==8.4.2', 'pytest-8.4.2/testing/example_scripts/junit-10.xsd')


def schema(folder, archive, member):
  """A file of a package."""
  (path,) = pathlib.Path(folder).glob(archive)
  with tarfile.open(path) as package:
    return package.extractfile(member).read()


def examples(folder):
  """A configuration for every example of docs/errors.md and docs/rules.md that stands alone, and strange names."""
  count = 0
  for document in ('errors.md', 'rules.md'):
    text = (ROOT / 'docs' / document).read_text()
    for example in re.findall(r'```python\n(.*?)```', text, re.DOTALL):
      (pathlib.Path(folder) / f'{count}.aurora').write_text(example)
      count += 1
  strange = pathlib.Path(folder) / 'é <&"]]> \u202e.aurora'
  strange.write_text("hello = Process(nme = '\x1b[31m<&>\u202e', cmdline = '{{é}}')\njobs = [hello]\n")
  return count + 1


class Reports(unittest.TestCase):
  @classmethod
  def setUpClass(cls):
    cls.temporary = tempfile.TemporaryDirectory()
    folder = pathlib.Path(cls.temporary.name)
    cls.packages = folder / 'packages'
    cls.packages.mkdir()
    cls.configurations = folder / 'configurations'
    cls.configurations.mkdir()
    cls.count = examples(cls.configurations)

  @classmethod
  def tearDownClass(cls):
    cls.temporary.cleanup()

  @functools.lru_cache
  def report(self, form):
    command = [JOBC, 'check', '--no-cache', '--isolated', '--select', 'ALL', '--output-format', form, '.']
    run = subprocess.run(command, cwd=self.configurations, capture_output=True, timeout=120)
    self.assertEqual(run.returncode, 1, run.stderr.decode())
    return run.stdout

  def test_sarif(self):
    subprocess.run(['npm', 'pack', '--silent', SARIF[0]], cwd=self.packages, check=True, capture_output=True)
    found = json.loads(schema(self.packages, '*.tgz', SARIF[1]))
    report = json.loads(self.report('sarif'))
    jsonschema.Draft7Validator(found).validate(report)
    with self.assertRaises(jsonschema.ValidationError, msg='a schema that takes anything'):
      jsonschema.Draft7Validator(found).validate({'runs': [{}]})
    (run,) = report['runs']
    rules = {rule['id']: rule for rule in run['tool']['driver']['rules']}
    self.assertGreater(len(run['results']), self.count / 2)
    for result in run['results']:
      self.assertIn(result['ruleId'], rules)
      self.assertEqual(run['tool']['driver']['rules'][result['ruleIndex']]['id'], result['ruleId'])
    for rule in rules.values():
      self.assertTrue(rule['fullDescription']['text'] and rule['help']['markdown'], rule)
    self.assertTrue(any('fixes' in result for result in run['results']))
    self.assertTrue(any('relatedLocations' in result for result in run['results']))

  def test_junit(self):
    command = ['pip', 'download', '-q', '--no-deps', '--no-binary', 'pytest', JUNIT[0]]
    subprocess.run(command, cwd=self.packages, check=True, capture_output=True)
    found = etree.XMLSchema(etree.fromstring(schema(self.packages, 'pytest-*.tar.gz', JUNIT[1])))
    report = etree.fromstring(self.report('junit'))
    found.assertValid(report)
    self.assertFalse(found.validate(etree.fromstring('<testsuites><testcase/></testsuites>')), 'a schema that takes anything')
    cases = report.findall('.//testcase')
    self.assertEqual(int(report.get('tests')), len(cases))
    self.assertEqual(int(report.get('failures')), len(report.findall('.//failure')))
    self.assertGreater(len(cases), self.count / 2)
    names = [(case.get('classname'), case.get('name')) for case in cases]
    self.assertEqual(len(names), len(set(names)), 'cases of the same name')


if __name__ == '__main__':
  unittest.main()
