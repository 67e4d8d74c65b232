"""The programs `written` and `looped` of the benchmarks in other languages: the same objects, the same JSON.

What jobc's schema fills in is written as functions with defaults, once; what its templates do is done by the language's
own means, string formatting. Nothing is checked that jobc checks."""

JSONNET = '''
local MB = 1024 * 1024;
local GB = 1024 * MB;
local Process(name, cmdline, max_failures=1) = {
  cmdline: cmdline, name: name, max_failures: max_failures, daemon: false, ephemeral: false, min_duration: 5, final: false,
};
local Resources(cpu, ram, disk) = { cpu: cpu, ram: ram, disk: disk, gpu: 0 };
local SequentialTask(processes, resources) = {
  name: processes[0].name, processes: processes, constraints: [{ order: [process.name for process in processes] }],
  resources: resources, max_failures: 1, max_concurrency: 0, finalization_wait: 30,
};
local Service(cluster, role, environment, name, instances, task) = {
  name: name, role: role, cluster: cluster, environment: environment, instances: instances, task: task,
  cron_collision_policy: 'KILL_EXISTING',
  update_config: {
    batch_size: 1, watch_secs: 45, max_per_shard_failures: 0, max_total_failures: 0, rollback_on_failure: true,
    wait_for_batch_completion: false, sla_aware: false,
  },
  metadata: [], service: true, max_task_failures: 1, production: false, priority: 0,
  health_check_config: {
    health_checker: { http: { endpoint: '/health', expected_response: 'ok', expected_response_code: 0 } },
    initial_interval_secs: 15, interval_secs: 10, max_consecutive_failures: 0, min_consecutive_successes: 1, timeout_secs: 1,
  },
  lifecycle: {
    http: {
      port: 'health', graceful_shutdown_endpoint: '/quitquitquit', shutdown_endpoint: '/abortabortabort',
      graceful_shutdown_wait_secs: 5, shutdown_wait_secs: 5,
    },
  },
  executor_config: { name: 'AuroraExecutor', data: '' }, enable_hooks: false,
};
'''

JSONNET_JOB = '''
  local package = %(package)s, version = %(version)s, role = 'www-data';
  local fetch = Process(
    name='fetch',
    cmdline='curl --fail -O http://example.com/%%s/%%s.tar.gz' %% [package, version],
    max_failures=3,
  );
  local run = Process(name='run', cmdline='./%%s --port {{thermos.ports[http]}} --role %%s' %% [package, role]);
  Service(
    cluster='example',
    role=role,
    environment='prod',
    name=%(name)s,
    instances=3,
    task=SequentialTask(
      processes=[fetch, run],
      resources=Resources(cpu=1.0, ram=512 * MB, disk=1 * GB),
    ),
  )'''

STARLARK = '''
MB = 1024 * 1024
GB = 1024 * MB

def Process(name, cmdline, max_failures = 1):
  return {
    "cmdline": cmdline, "name": name, "max_failures": max_failures, "daemon": False, "ephemeral": False, "min_duration": 5,
    "final": False,
  }

def Resources(cpu, ram, disk):
  return {"cpu": cpu, "ram": ram, "disk": disk, "gpu": 0}

def SequentialTask(processes, resources):
  return {
    "name": processes[0]["name"], "processes": processes,
    "constraints": [{"order": [process["name"] for process in processes]}],
    "resources": resources, "max_failures": 1, "max_concurrency": 0, "finalization_wait": 30,
  }

def Service(cluster, role, environment, name, instances, task):
  return {
    "name": name, "role": role, "cluster": cluster, "environment": environment, "instances": instances, "task": task,
    "cron_collision_policy": "KILL_EXISTING",
    "update_config": {
      "batch_size": 1, "watch_secs": 45, "max_per_shard_failures": 0, "max_total_failures": 0, "rollback_on_failure": True,
      "wait_for_batch_completion": False, "sla_aware": False,
    },
    "metadata": [], "service": True, "max_task_failures": 1, "production": False, "priority": 0,
    "health_check_config": {
      "health_checker": {"http": {"endpoint": "/health", "expected_response": "ok", "expected_response_code": 0}},
      "initial_interval_secs": 15.0, "interval_secs": 10.0, "max_consecutive_failures": 0, "min_consecutive_successes": 1,
      "timeout_secs": 1.0,
    },
    "lifecycle": {
      "http": {
        "port": "health", "graceful_shutdown_endpoint": "/quitquitquit", "shutdown_endpoint": "/abortabortabort",
        "graceful_shutdown_wait_secs": 5, "shutdown_wait_secs": 5,
      },
    },
    "executor_config": {"name": "AuroraExecutor", "data": ""}, "enable_hooks": False,
  }

jobs = []
'''

STARLARK_WRITTEN = '''
package = 'app%(index)d'
version = '1.%(index)d'
role = 'www-data'
fetch_%(index)d = Process(
  name = 'fetch',
  cmdline = 'curl --fail -O http://example.com/%%s/%%s.tar.gz' %% (package, version),
  max_failures = 3,
)
run_%(index)d = Process(name = 'run', cmdline = './%%s --port {{thermos.ports[http]}} --role %%s' %% (package, role))
jobs.append(Service(
  cluster = 'example',
  role = role,
  environment = 'prod',
  name = 'service_%(index)d',
  instances = 3,
  task = SequentialTask(
    processes = [fetch_%(index)d, run_%(index)d],
    resources = Resources(cpu = 1.0, ram = 512*MB, disk = 1*GB),
  ),
))
'''

STARLARK_LOOPED = '''
def job(index, version):
  package = 'app%%d' %% index
  role = 'www-data'
  fetch = Process(
    name = 'fetch',
    cmdline = 'curl --fail -O http://example.com/%%s/%%s.tar.gz' %% (package, version),
    max_failures = 3,
  )
  run = Process(name = 'run', cmdline = './%%s --port {{thermos.ports[http]}} --role %%s' %% (package, role))
  return Service(
    cluster = 'example',
    role = role,
    environment = 'prod',
    name = 'service_%%d' %% index,
    instances = 3,
    task = SequentialTask(
      processes = [fetch, run],
      resources = Resources(cpu = 1.0, ram = 512*MB, disk = 1*GB),
    ),
  )

versions = [
%s]

jobs = [job(index, version) for index, version in versions]
'''


def jsonnet(kind, jobs):
  if kind == 'written':
    written = (JSONNET_JOB % {
      'package': "'app%d'" % index, 'version': "'1.%d'" % index, 'name': "'service_%d'" % index,
    } for index in range(jobs))
    return JSONNET + '[\n' + ',\n'.join(written) + '\n]\n'
  versions = ''.join("  [%d, '1.%d'],\n" % (index, index) for index in range(jobs))
  job = JSONNET_JOB % {'package': "'app%d' % row[0]", 'version': 'row[1]', 'name': "'service_%d' % row[0]"}
  return JSONNET + 'local versions = [\n' + versions + '];\n[' + job + '\n  for row in versions\n]\n'


def starlark(kind, jobs):
  if kind == 'written':
    text = STARLARK + ''.join(STARLARK_WRITTEN % {'index': index} for index in range(jobs))
  else:
    text = STARLARK.replace('\njobs = []\n', '') + STARLARK_LOOPED % ''.join(
      "  (%d, '1.%d'),\n" % (index, index) for index in range(jobs))
  return text + '\njson.encode(jobs)\n'
