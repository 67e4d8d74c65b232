"""The ways to get jobc that docs/ci.md names, each as a user goes it: pip, the GitHub Action, GitLab's script, pre-commit.

pip builds the package from this folder; CARGO_TARGET_DIR lets it use what is built already.
"""

import json
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
SOUND = '''\
jobs = [Job(cluster = 'west', role = 'www-data', environment = 'devel', name = 'hello', contact = 'hello@example.com',
  task = SimpleTask('hello', 'echo hello'))]
'''
BROKEN = SOUND.replace('contact', 'contct')


class Ways(unittest.TestCase):
  def setUp(self):
    self.temporary = tempfile.TemporaryDirectory()
    self.repository = pathlib.Path(self.temporary.name)
    self.git('init', '--quiet')
    self.write('sound.aurora', SOUND)

  def tearDown(self):
    self.temporary.cleanup()

  def git(self, *arguments):
    who = ['-c', 'user.name=test', '-c', 'user.email=test@example.com']
    subprocess.run(['git', *who, *arguments], cwd=self.repository, check=True, capture_output=True)

  def write(self, name, text):
    (self.repository / name).write_text(text)
    self.git('add', name)

  def run_script(self, script, **environment):
    """What a runner does with a step of a job."""
    command = ['bash', '-e', '-o', 'pipefail', '-c', script]
    environment = {**os.environ, **environment}
    return subprocess.run(command, cwd=self.repository, env=environment, capture_output=True, text=True, timeout=900)

  def test_pip(self):
    """The program of the package is the one that is found first, and says its version."""
    version = re.search(r'^version = "(.*)"', (ROOT / 'Cargo.toml').read_text(), re.MULTILINE)[1]
    run = self.run_script('jobc --version; python -m pip show jobc')
    self.assertIn(f'jobc {version}', run.stdout)
    self.assertIn(f'Version: {version}', run.stdout)

  def action(self, **inputs):
    action = yaml.safe_load((ROOT / 'action.yml').read_text())
    values = {name: str(given['default']) for name, given in action['inputs'].items()} | inputs
    runs = []
    for step in action['runs']['steps']:
      # tests/it/diff/action.rs runs what has a condition.
      if 'run' not in step or 'if' in step or step['run'].startswith('pip install'):
        continue
      environment = {
        name: re.sub(r'\$\{\{ inputs\.(\w+) \}\}', lambda match: values[match[1]], value)
        for name, value in step.get('env', {}).items()
      }
      runs.append(self.run_script(step['run'], GITHUB_ACTION_PATH=str(ROOT), **environment))
    self.assertEqual(len(runs), 1, 'one step checks')
    return runs[0]

  def test_action(self):
    run = self.action()
    self.assertEqual((run.returncode, run.stdout), (0, ''), run.stderr)
    self.write('broken.aurora', BROKEN)
    run = self.action()
    self.assertEqual(run.returncode, 1, run.stderr)
    self.assertRegex(run.stdout, r'::error .*file=broken\.aurora,line=1')
    run = self.action(paths='sound.aurora', arguments='--select J')
    self.assertEqual((run.returncode, run.stdout), (0, ''), run.stderr)

  def test_gitlab(self):
    (block,) = re.findall(r'## GitLab\n\n```yaml\n(.*?)```', (ROOT / 'docs/ci.md').read_text(), re.DOTALL)
    job = yaml.safe_load(block)['jobc']
    script = '\n'.join(line for line in job['script'] if not line.startswith('pip install'))
    self.write('broken.aurora', BROKEN)
    self.assertEqual(self.run_script(script).returncode, 1)
    report = self.repository / job['artifacts']['reports']['codequality']
    (finding,) = json.loads(report.read_text())
    self.assertEqual(finding['location']['path'], 'broken.aurora')
    self.assertTrue(finding['fingerprint'] and finding['severity'])

  def test_pre_commit(self):
    run = self.run_script(f'pre-commit validate-manifest {ROOT}/.pre-commit-hooks.yaml')
    self.assertEqual(run.returncode, 0, run.stdout)
    (block,) = re.findall(r'## pre-commit\n\n```yaml\n(.*?)```', (ROOT / 'docs/ci.md').read_text(), re.DOTALL)
    settings = yaml.safe_load(block)
    revision = subprocess.run(['git', 'rev-parse', 'HEAD'], cwd=ROOT, check=True, capture_output=True, text=True)
    settings['repos'][0].update(repo=str(ROOT), rev=revision.stdout.strip())
    self.write('.pre-commit-config.yaml', yaml.safe_dump(settings))
    command = 'pre-commit run --all-files'
    run = self.run_script(command)
    self.assertEqual(run.returncode, 0, run.stdout + run.stderr)
    self.assertIn('Passed', run.stdout)
    self.write('broken.aurora', BROKEN)
    run = self.run_script(command)
    self.assertEqual(run.returncode, 1, run.stdout + run.stderr)
    self.assertIn('did you mean `contact`?', run.stdout)


if __name__ == '__main__':
  unittest.main()
