//! Configurations that several tests look at.

/// A configuration with most of what there is.
pub const HELLO: &str = include_str!("hello.aurora");

/// A process that two bindings reach, and another with one of its own.
pub const SCOPES: &str = "\
class Profile(Struct):
  hosts = List(String)
  ports = Map(String, Integer)

one = Process(name = 'one', cmdline = '{{profile.hosts[0]}} {{profile.ports[http]}}')
two = Process(name = 'two', cmdline = '{{only}}')
task = Task(
  processes = [one, two.bind(only = '2')],
  resources = Resources(cpu = 1, ram = 1*MB, disk = 1*MB),
)
job = Job(cluster = 'west', role = 'www', environment = 'prod', name = 'n', contact = 'a@b.c', task = task)
profile = Profile(hosts = ['a', 'b'], ports = {'http': 80, 'admin': 81})
jobs = [job.bind(profile = profile)]
";

/// A struct, a function with parameters, processes in an order; and a file that includes them.
pub const NAMED: &str = "\
class Profile(Struct):
  package = Required(String)
class Site(Struct):
  profile = Default(Profile, Profile(package = 'a'))
def mk(n, cmd = 'x'):
  return Process(name = n, cmdline = cmd)
p = mk('fetch', cmd = '{{profile.package}} {{site.profile.package}}')
q = Process(name = 'run', cmdline = 'y')
jobs = [Job(cluster = 'c', role = 'r', environment = 'prod', name = 'n', contact = 'a@b.c', task = Task(
  processes = [p, q],
  constraints = order('fetch', 'run'),
  resources = Resources(cpu = 1, ram = 1*GB, disk = 1*GB),
)).bind(profile = Profile(package = 'z'), site = Site())]
";
