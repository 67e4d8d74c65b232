//! Mistakes after which much cannot be read as it was meant, and which are one error nevertheless.

use super::{NAME, combined};

cases! {
    /// A quote that is missing at the end of a literal, at its beginning, or is another one: nothing follows from it.
    quotes_that_are_missing: ["E106", "E106", "E106", "E106"], [NAME => "\
include('shared.aurora)
web = Process(name = 'web, cmdline = 'serve')
log = Process(name = log', cmdline = 'log')
jobs = [Job(
  cluster = 'west', role = 'www-data', environment = 'prod\", constraints = {'host': 'limit:1', 'rack': 'limit:2'},
  task = Task(processes = [web, log], resources = Resources(cpu = 1, ram = 1*GB, disk = 1*GB)))]
"];
    /// One quote of three is missing, which turns all that follows inside out.
    two_quotes_for_three: ["E106"], [NAME => "\
install = Process(
  name = 'install',
  cmdline = ''
    fetch web && don't ask
    if [ -f web ]; then exit 1; fi
  ''')
serve = Process(name = 'serve', cmdline = '''
    serve --port {{thermos.ports[http]}}
  ''')
jobs = [Job(
  cluster = 'west', role = 'www-data', environment = 'prod',
  task = SequentialTask(processes = [install, serve], resources = Resources(cpu = 1, ram = 1*GB, disk = 1*GB)))]
"];
    /// One quote of three is missing at the end.
    two_quotes_at_the_end: ["E106"], [NAME => "\
install = Process(
  name = 'install',
  cmdline = \"\"\"
    fetch web && don't ask
  \"\")
serve = Process(name = 'serve', cmdline = \"\"\"
    serve --port {{thermos.ports[http]}}
  \"\"\")
jobs = [Job(
  cluster = 'west', role = 'www-data', environment = 'prod',
  task = SequentialTask(processes = [install, serve], resources = Resources(cpu = 1, ram = 1*GB, disk = 1*GB)))]
"];
    /// What stands below a header without being indented is its block, as far as it may be, and whether it runs nobody knows.
    blocks_that_are_not_indented: ["E115", "E115"], [NAME => "\
def instances(environment):
  if environment == 'prod':
  count = 10
  else:
    count = 1
  return count

jobs = []
for environment in ['prod', 'test']:
jobs.append(Job(
  cluster = 'west', role = 'www-data', environment = environment, instances = instances(environment),
  task = SimpleTask('web', 'serve')))
"];
    /// The first line of a block is indented more than the others, which are in it nevertheless.
    first_line_of_a_block: ["E104"], [NAME => "\
def cluster(environment):
   if environment == 'prod':
    name = 'west'
  else:
    name = 'east'
  return name

jobs = [Job(
  cluster = cluster('prod'), role = 'www-data', environment = 'prod',
  task = SimpleTask('web', 'serve'))]
"];
    /// A line that is indented too little is the one to mend, not those below that go on with its block.
    line_that_is_indented_too_little: ["E104", "E104"], [NAME => "\
class Profile(Struct):
  version = Required(String)
flags = Default(String, '-v')
  threads = Default(Integer, 4)

def cluster(environment):
  name = 'east'
  if environment == 'prod':
    name = 'west'
elif environment == 'test':
    name = 'north'
  return name

jobs = [Job(
  cluster = cluster('prod'), role = 'www-data', environment = 'prod',
  task = SimpleTask('web', 'serve {{profile.flags}} {{profile.threads}}')).bind(profile = Profile(version = '1'))]
"];
    /// Below the bracket that is not closed stands one that closes something further out.
    bracket_that_the_indentation_shows: ["E102"], [NAME => "\
jobs = [
  Service(
    cluster = 'west', role = 'www-data', environment = 'prod',
    health_check_config = HealthCheckConfig(
      initial_interval_secs = 30,
    task = SequentialTask(
      processes = [Process(name = 'web', cmdline = 'serve')],
      resources = Resources(cpu = 1, ram = 1*GB, disk = 1*GB),
    ),
  ),
]
"];
}
