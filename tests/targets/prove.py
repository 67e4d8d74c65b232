"""Validates what the targets write with what their schedulers publish: `python tests/targets/prove.py JOBC [TARGET…]`.

Every example, accepted recorded cases and a few jobs at the limits go through each target: every 16th case, or all of them if
`JOBC_PROVE_ALL` is set. Needs `kubernetes-validate`, `python-hcl2`, `jsonschema` and PyYAML (tests/oracle/requirements.txt),
`systemd-analyze` for `systemd`, and `docker-compose` for `compose`.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
HERE = pathlib.Path(__file__).resolve().parent
VERSIONS = ('1.32', '1.35', '1.37')


def keys(jobc, source):
    """The keys of the jobs; a target that refuses one of them may take the others."""
    command = [jobc, 'emit', '--quiet', '--isolated', '--no-scheduler-checks', '--root', '/', str(source)]
    jobs = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)['jobs']
    return ['/'.join(job[part] for part in ('cluster', 'role', 'environment', 'name')) for job in jobs]


def emitted(jobc, target, source, folder, *more):
    """The files that a target writes for a configuration; none if the client refuses the configuration."""
    command = [jobc, 'emit', '--quiet', '--isolated', '--no-scheduler-checks', '--root', '/', '--target', target]
    command += [*more, str(source), '-o', f'{folder}/']
    run = subprocess.run(command, capture_output=True, text=True)
    if 'E901' in run.stderr:
        for key in keys(jobc, source):
            run = subprocess.run([*command, key], capture_output=True, text=True)
            if run.returncode and 'E901' not in run.stderr:
                raise SystemExit(f'{source} {key}: {run.stderr}')
    if run.returncode < 0 or run.returncode > 100 or 'stdlib/targets' in run.stderr:
        raise SystemExit(f'{source}: the target fails\n{run.stderr}')
    return sorted(path for path in pathlib.Path(folder).rglob('*') if path.is_file())


def kubernetes(files):
    import kubernetes_validate
    for file in files:
        for document in yaml.safe_load_all(file.read_text()):
            for version in VERSIONS:
                kubernetes_validate.validate(document, version, strict=True)


def compose(files):
    import jsonschema
    validator = jsonschema.Draft7Validator(json.loads((HERE / 'compose-spec.json').read_text()))
    for file in files:
        for error in validator.iter_errors(yaml.safe_load(file.read_text())):
            raise ValueError(error.message)
        data = yaml.safe_load(file.read_text())
        data.pop('name')
        data.pop('configs', None)
        for service in data['services'].values():
            service.pop('configs', None)
        old = file.with_suffix('.old.yaml')
        old.write_text(yaml.safe_dump(dict(data, version='3.9')))
        check(['docker-compose', '-f', str(old), 'config', '-q'])


def check(command):
    run = subprocess.run(command, capture_output=True, text=True)
    if run.returncode or run.stderr.strip():
        raise ValueError(' '.join(command) + '\n' + run.stdout + run.stderr)


def systemd(files):
    units = [str(file) for file in files if file.suffix in ('.service', '.timer', '.target')]
    if units:
        check(['systemd-analyze', 'verify', '--man=no'] + units)
    for file in files:
        for line in file.read_text().splitlines():
            if line.startswith('OnCalendar='):
                run = subprocess.run(['systemd-analyze', 'calendar', line[11:]], capture_output=True, text=True)
                if run.returncode:
                    raise ValueError(line + run.stderr)


def nomad(files):
    import jsonschema
    schema = yaml.safe_load((HERE / 'nomad-openapi.yaml').read_text())
    schemas = schema['components']['schemas']
    for it in schemas.values():
        it['additionalProperties'] = False if 'properties' in it else it.get('additionalProperties', True)
    text = json.dumps({'$ref': '#/components/schemas/JobRegisterRequest', 'components': {'schemas': schemas}})
    validator = jsonschema.Draft202012Validator(json.loads(text))
    for file in files:
        for error in validator.iter_errors(json.loads(file.read_text())):
            raise ValueError(f'{list(error.absolute_path)}: {error.message}')


def hcl(files):
    import hcl2
    for file in files:
        read = hcl2.loads(file.read_text())
        if list(read) != ['job']:
            raise ValueError(f'{file.name} is no job')


TARGETS = {
    'kubernetes': (kubernetes, ['--set', 'image=debian:12']),
    'compose': (compose, ['--set', 'image=debian:12']),
    'nomad': (nomad, ['--set', 'image=debian:12']),
    'nomad-hcl': (hcl, ['--set', 'image=debian:12', '--set', 'form=hcl']),
    'systemd': (systemd, []),
}


def sources():
    yield from sorted((ROOT / 'examples').glob('*.aurora'))
    yield ROOT / 'tests/it/cli/rich.aurora'
    yield HERE / 'limits.aurora'
    step = 1 if os.environ.get('JOBC_PROVE_ALL') else 16
    yield from sorted((ROOT / 'tests/golden/cases').rglob('*.aurora'))[::step]


def main():
    jobc, *wanted = sys.argv[1:]
    failures = 0
    for name in wanted or TARGETS:
        prove, more = TARGETS[name]
        proved = 0
        for source in sources():
            with tempfile.TemporaryDirectory() as folder:
                files = emitted(jobc, name.partition('-')[0], source, folder, *more)
                try:
                    prove(files)
                except Exception as error:  # whatever a validator raises is what is wrong
                    failures += 1
                    print(f'{name}: {source.relative_to(ROOT)}: {str(error)[:1500]}')
                proved += len(files)
        print(f'{name}: {proved} files')
        if proved < 15:
            raise SystemExit(f'{name}: too few files to prove anything')
    sys.exit(1 if failures else 0)


if __name__ == '__main__':
    main()
