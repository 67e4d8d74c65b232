//! What people see of mistakes that come together, or that one is easily led to.

use crate::support::{Found, NAME, compile_files, compile_text, with_stack};
use jobc::lint;
use jobc::report::Format;

/// Mistakes that come together, as a terminal shows them.
fn combined(files: &'static [(&'static str, &'static str)]) -> Vec<String> {
    with_stack(move || {
        let found = Found::from(compile_files(files));
        let mut lines = vec![found.render(Format::Full)];
        lines.extend(found.diagnostics.iter().map(|it| it.code.code.to_owned()));
        lines
    })
}

/// Each case: its name, the codes that are to be reported in order, and its files.
macro_rules! cases {
    ($($(#[doc = $doc:expr])+ $name:ident: $codes:expr, [$($file:expr => $text:expr),+];)+) => {$(
        $(#[doc = $doc])+
        #[test]
        fn $name() {
            let shown = combined(&[$(($file, $text)),+]);
            let codes: [&str; _] = $codes;
            assert_eq!(shown[1..], codes, "{}", shown[0]);
            insta::assert_snapshot!(stringify!($name), shown[0]);
        }
    )+};
}

mod drawing;
mod syntax;
mod table;

cases! {
    /// `print` as a statement where the file has said that it is a function.
    print_is_a_function: ["E100"], [NAME => "\
from __future__ import print_function
print 'made'
jobs = [Job(cluster = 'west', role = 'www-data', environment = 'prod', task = SimpleTask('web', 'serve'))]
"];
    /// A function that is called above its definition, and a list that nobody has begun.
    names_that_are_defined_too_late: ["E201", "E201"], [NAME => "\
jobs.append(make('prod'))
def make(environment):
  return Job(cluster = 'west', role = 'www-data', environment = environment, task = SimpleTask('web', 'serve'))
"];
    /// What is only half written does not hide the other mistakes of its statement, and what it defines is known.
    half_written_statements: ["E118", "E301", "E101", "E302", "E118", "E118", "E100", "E118"], [NAME => "\
web = Process(
  name = 'web',
  cmdline = ,
  max_failure = 3,
)
small = Resources(
  cpu = 1
  ram = 1*GB,
  disk = [1*GB],
)
environment =
task = Task(processes = [web, web.], resources: small)
jobs = [Job(cluster = 'west', role = 'www-data', environment = environment, task = task, instances = 1 + )]
"];
    /// What belongs in a part of the job, in a call, in brackets or without them.
    things_in_the_wrong_place: ["E301", "E208", "E302", "E302"], [NAME => "\
web = Process(name = 'web', cmdline = 'serve')
small = Resources(cpu = 1, ram = 1*GB, disk = 1*GB)
job = Job(cluster = 'west', role = 'www-data', environment = 'prod', task = SimpleTask('a', 'b'))
jobs = [
  job(processes = [web]),
  job(task = SimpleTask('web', cmdline = 'serve')),
  job(task = Task(processes = [web, web(name = 'log')], resources = small, constraints = [order('web', 'log')])),
  job(announce = True),
]
"];
    /// Objects that are treated like those of Python.
    objects_are_not_changed: ["E205", "E205", "E205"], [NAME => "\
job = Job(cluster = 'west', role = 'www-data', environment = 'prod', task = SimpleTask('web', 'serve'))
job.name = 'other'
job.nme()
jobs = [job].bind(zone = 'a')
"];
    /// A function that returns nothing.
    a_forgotten_return: ["E503"], [NAME => "\
def make(environment):
  Job(cluster = 'west', role = 'www-data', environment = environment, task = SimpleTask('web', 'serve'))
jobs = [make('prod')]
"];
    /// What `jobs` is was made in another file; it is wrong where it is assigned.
    jobs_from_elsewhere: ["E502"], [NAME => "\
include('task.aurora')
jobs = task
", "task.aurora" => "\
task = SimpleTask('web', 'serve')
"];
    /// A function of the library is given an object that was made in another file.
    a_process_by_position: ["E302"], [NAME => "\
include('process.aurora')
task = SequentialTask(install, resources = Resources(cpu = 1, ram = 1*GB, disk = 1*GB))
jobs = [Job(cluster = 'west', role = 'www-data', environment = 'prod', task = task)]
", "process.aurora" => "\
install = Process(name = 'install', cmdline = './install')
"];
    /// JSON as Python would write it.
    json_in_single_quotes: ["E204"], [NAME => "\
import json
settings = json.loads(\"{'zone': 'a'}\")
jobs = [Job(cluster = 'west', role = 'www-data', environment = 'prod', task = SimpleTask('web', 'serve'))]
"];
    /// All that a call leaves out is one mistake.
    everything_that_a_job_lacks: ["E303", "E303", "E303"], [NAME => "\
jobs = [Job(name = 'web', task = Task(processes = [Process(name = 'web')], resources = Resources(ram = 1*GB)))]
"];
    /// Names from elsewhere, and names that are not finished.
    words_of_other_languages: ["E301", "E201", "E201", "E201"], [NAME => "\
web = Process(name = 'web', cmd = 'serve', daemon = true)
jobs = [Job(
  cluster = 'west', role = 'www-data', environment = 'prod', contact = null,
  task = Task(processes = [web], resources = Resources(cpu = 1, ram = 128*MiB, disk = 1*GB)))]
"];
    /// Each element of a list is judged, with the attribute it was given to.
    elements_of_a_list: ["E302", "E302"], [NAME => "\
web = Process(name = 'web', cmdline = 'serve')
task = Task(processes = ['web', web, 3], resources = Resources(cpu = 1, ram = 1*GB, disk = 1*GB))
jobs = [Job(cluster = 'west', role = 'www-data', environment = 'prod', task = task)]
"];
    /// Each entry of a dict is judged, at every depth: what is not known as well as what does not fit.
    entries_of_nested_dicts: ["E302", "E301", "E302", "E302", "E301", "E302", "E302", "E302", "E301", "E302"], [NAME => "\
jobs = [Job({
  'cluster': 'west', 'role': 'www-data', 'environment': 'prod', 'name': 'web', 'instances': 'three',
  'update_config': {'batch_sise': 1, 'watch_secs': []},
  'task': {
    'processes': [3, {'name': 'web', 'cmdlin': 'serve', 'max_failures': {}}, {'name': 'log', 'cmdline': 'log', 'ephemeral': 'x'}],
    'resources': {'cpu': 'much', 'rm': 1, 'ram': 1*GB, 'disk': []},
  },
})]
"];
    /// The start of a reference is bound, but leads no further.
    parts_that_are_not_bound: ["E401", "E401"], [NAME => "\
jobs = [Job(
  cluster = 'west', role = 'www-data', environment = 'prod',
  task = SimpleTask('web', 'serve {{app.version}} {{profile.name}}')).bind(
    app = {'package': 'web', 'flags': '-v'},
    profile = 'large')]
"];
    /// What a reference leads to has no such part: of an object, a list, a map, a number.
    parts_that_objects_do_not_have: ["E401"; 9], [NAME => "\
class Version(Struct):
  major = Required(Integer)
  minor = Integer

class App(Struct):
  version = Version
  flags = List(String)
  ports = Map(String, Integer)

APP = App(version = Version(minor = 3), flags = ['-v', '-x'], ports = {'http': 80})
jobs = [Job(
  cluster = 'west', role = 'www-data', environment = 'prod',
  task = SimpleTask('web', '''
    serve {{app.version.major}} {{app.version.patch}} {{app.version[minor]}} {{app.version.minor.x}}
          {{app.flags[2]}} {{app.flags[first]}} {{app.ports.http}} {{app.ports[admin]}} {{self.logger}}
  ''')).bind(app = APP)]
"];
    /// Names that the cluster fills in, misspelled or without their beginning.
    names_of_the_cluster: ["E401"; 6], [NAME => "\
jobs = [Job(
  cluster = 'west', role = 'www-data', environment = 'prod',
  task = SimpleTask('web', '''
    serve {{mesos.instnce}} {{thermos.port[http]}} {{thermos.prots.http}} {{hostname}} {{ports[http]}} {{thermos}}
  '''))]
"];
    /// A reference of a bad form, and one that leads back to itself, beside others: each is reported.
    references_in_one_text: ["E401", "E402", "E404", "E401", "E403", "E401", "E402"], [NAME => "\
jobs = [Job(
  cluster = 'west', role = 'www-data', environment = 'prod',
  task = SimpleTask('web', 'run {{a}} {{b b}} {{hosts[-2]}} {{command}} {{more}} {{c}}')).bind(
    command = '{{command}}',
    hosts = List(String)(['one']),
    more = String('{{d}} {{ e }} {{f}}'), f = 'bound')]
"];
    /// A text that does not become a number is one mistake, though its reference is bound nowhere else.
    number_with_a_reference: ["E302"], [NAME => "\
jobs = [Job(
  cluster = 'west', role = 'www-data', environment = 'prod',
  task = Task(name = 'web', processes = [Process(name = 'web', cmdline = 'serve')],
              resources = Resources(cpu = 1, ram = 1*GB, disk = '{{size}}MB'))).bind(size = 3)]
"];
    /// A default that does not fit, in the class and where a reference leads to it.
    defaults_of_a_struct: ["E304", "E302", "E302"], [NAME => "\
class Profile(Struct):
  size = Default(Enum('small', 'large'), 'larg')
  hosts = Default(List(String), 'one')

class Limits(Struct):
  open_files = Default(Integer, 'many')

jobs = [Job(
  cluster = 'west', role = 'www-data', environment = 'prod',
  task = SimpleTask('web', 'serve {{limits.open_files}}')).bind(limits = Limits())]
"];
    /// An attribute that a class declares in vain, since it inherits from another struct.
    attribute_of_a_derived_struct: ["E301"], [NAME => "\
class Profile(Struct):
  version = String

class WebProfile(Profile):
  threads = Default(Integer, 4)

profile = WebProfile(version = '1.2', threads = 8)
jobs = [Job(
  cluster = 'west', role = 'www-data', environment = 'prod',
  task = SimpleTask('web', 'serve {{profile.version}}')).bind(profile = profile)]
"];
    /// A line that is indented like no block belongs to the one it comes nearest to.
    line_beside_its_block: ["E104"], [NAME => "\
def cluster(environment):
    if environment == 'prod':
        return 'west'
   return 'east'

jobs = [Job(
  cluster = cluster('prod'), role = 'www-data', environment = 'prod',
  task = SimpleTask('web', 'serve'))]
"];
    /// What the function returns is known although its body is not indented.
    body_that_is_not_indented: ["E115", "E302"], [NAME => "\
def web(environment):
return Job(
  cluster = 'west', role = 'www-data', environment = environment, instances = 'three',
  task = SimpleTask('web', 'serve'))

jobs = [web('prod')]
"];
    /// What a function without a body was to return, nobody knows.
    function_without_a_body: ["E115"], [NAME => "\
def web(environment):
jobs = [web('prod')]
"];
    /// A tab counts as eight columns, which is not what is to be seen.
    tab_among_blanks: ["E104"], [NAME => "\
def cluster(environment):
    name = environment
\tname = name + '-west'
    return name

jobs = [Job(
  cluster = cluster('prod'), role = 'www-data', environment = 'prod',
  task = SimpleTask('web', 'serve'))]
"];
    /// A comma behind an attribute, which is none then.
    comma_behind_an_attribute: ["E301", "E401"], [NAME => "\
class Profile(Struct):
  version = Required(String),
  flags = Default(String, '')

PROFILE = Profile(version = '1.2')
jobs = [Job(
  cluster = 'west', role = 'www-data', environment = 'prod',
  task = SimpleTask('web', 'serve {{profile.version}}')).bind(profile = PROFILE)]
"];
    /// A comma behind a value makes a tuple, and is the mistake only if it stands in no parentheses.
    comma_behind_a_value: ["E302", "E302", "E302"], [NAME => "\
serve = SimpleTask('web', 'serve'),
name = ('web',)
jobs = [
  Job(cluster = 'west', role = 'www-data', environment = 'prod', task = serve),
  Job(cluster = 'west', role = 'www-data', environment = 'prod', name = name, task = SimpleTask('web', 'serve')),
  Job(cluster = 'west', role = 'www-data', environment = 'prod', name = ('a', 'b'), task = SimpleTask('web', 'serve')),
]
"];
    /// A bracket that closes the wrong one, with the right ones behind it.
    bracket_of_the_wrong_kind: ["E103"], [NAME => "\
web = Process(name = 'web', cmdline = 'serve')
task = Task(
  processes = [
    web,
  ),
  resources = Resources(cpu = 1, ram = 1*GB, disk = 1*GB),
)
jobs = [Job(cluster = 'west', role = 'www-data', environment = 'prod', task = task)]
"];
    /// A comma forgotten behind a string of a dict, whose next key would go on with it.
    comma_between_strings_of_a_dict: ["E101"], [NAME => "\
jobs = [Job(
  cluster = 'west', role = 'www-data', environment = 'prod',
  constraints = {
    'host': 'limit:1'
    'rack': 'limit:2',
  },
  task = SimpleTask('web', 'serve'))]
"];
    /// A quote inside of a literal ends it too early.
    quote_in_a_literal: ["E106"], [NAME => "\
web = Process(name = 'web', cmdline = 'echo it's on')
jobs = [Job(
  cluster = 'west', role = 'www-data', environment = 'prod',
  task = Task(processes = [web], resources = Resources(cpu = 1, ram = 1*GB, disk = 1*GB)))]
"];
    /// A mistake of the syntax, of a type and of a reference: each is reported.
    three_errors_in_one_file: ["E101", "E401", "E302"], [NAME => "\
hello = Process(name = 'hello' cmdline = 'echo hello')

web = Process(name = 'web', cmdline = 'serve {{profile.verison}}')
jobs = [Job(
  cluster = 'west', role = 'www-data', environment = 'prod', instances = 'three',
  task = SequentialTask(
    processes = [web],
    resources = Resources(cpu = 1, ram = 1*GB, disk = 1*GB))).bind(profile = {'version': '1.2'})]
"];
    /// The error is in the file that is included, and the way there is shown.
    in_an_included_file: ["E302"], [NAME => "\
include('shared/profile.aurora')
jobs = [Job(
  cluster = 'west', role = 'www-data', environment = 'prod',
  task = SimpleTask('web', 'serve {{profile.version}}')).bind(profile = PROFILE)]
", "shared/profile.aurora" => "\
class Profile(Struct):
  version = Required(Integer)

PROFILE = Profile(version = 'latest')
"];
    /// One mistake in a function that is called twice is one diagnostic.
    in_a_function_called_twice: ["E201"], [NAME => "\
def web(environment):
  return Job(
    cluster = CLUSTER, role = 'www-data', environment = environment,
    task = SimpleTask('web', 'serve'))

jobs = [web('devel'), web('prod')]
"];
    /// The argument is wrong, so the place is the call that gave it, not the function.
    argument_of_a_function: ["E302"], [NAME => "\
def web(environment, instances):
  return Job(
    cluster = 'west', role = 'www-data', environment = environment, instances = instances,
    task = SimpleTask('web', 'serve'))

jobs = [web('devel', 1), web('prod', '2O')]
"];
    /// One mistake in a comprehension of three rounds is one diagnostic.
    in_a_comprehension: ["E205"], [NAME => "\
jobs = [
  Job(cluster = cluster.downcase(), role = 'www-data', environment = 'prod', task = SimpleTask('web', 'serve'))
  for cluster in ['West', 'East', 'North']]
"];
    /// The value in the table is wrong, though the object is made in a loop.
    value_of_a_table: ["E302"], [NAME => "\
INSTANCES = {
  'west': 20,
  'east': 'twenty',
}
jobs = [
  Job(cluster = cluster, role = 'www-data', environment = 'prod', instances = count, task = SimpleTask('web', 'serve'))
  for cluster, count in INSTANCES.items()]
"];
    /// The process that is wrong is named and shown, among those that are right.
    in_the_seventh_of_twenty_processes: ["E302"], [NAME => "\
FAILURES = [1, 1, 1, 1, 1, 1, 'many', 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]
processes = [
  Process(name = 'step%d' % number, cmdline = 'run', max_failures = failures)
  for number, failures in enumerate(FAILURES)]
jobs = [Job(
  cluster = 'west', role = 'www-data', environment = 'prod',
  task = Task(name = 'web', processes = processes, resources = Resources(cpu = 1, ram = 1*GB, disk = 1*GB)))]
"];
    /// A reference inside a value that is bound, to which another one leads.
    in_a_binding_three_levels_away: ["E401"], [NAME => "\
jobs = [Job(
  cluster = 'west', role = 'www-data', environment = 'prod',
  task = SimpleTask('web', '{{command}} --serve')).bind(
    command = '{{folder}}/bin/run',
    folder = '/opt/{{package}}',
    package = 'web-{{versoin}}',
    version = '1.2')]
"];
    /// A template with one mistake, used by twenty jobs: once, with the number of jobs.
    in_a_template_of_twenty_jobs: ["E401"], [NAME => "\
task = SimpleTask('web', 'serve {{prot}}')
jobs = [
  Job(cluster = 'west', role = 'www-data', environment = 'prod', name = 'web%d' % number, task = task).bind(port = 8080)
  for number in range(20)]
"];
    /// What depends on an undefined name is not reported, and what does not is.
    undefined_name_poisons_what_depends_on_it: ["E201", "E301"], [NAME => "\
profile = load_profile('prod')
instances = profile['instances'] * 2
tasks = [SimpleTask(name, 'serve %d' % instances) for name in profile['names']]
jobs = [
  Job(cluster = 'west', role = profile['role'], environment = 'prod', instances = instances, task = tasks[0]),
  Job(cluster = 'west', role = 'www-data', environment = 'prod', instnces = 2, task = SimpleTask('web', 'serve')),
]
"];
    /// A job that is wrong does not hide the next one.
    every_job_is_checked: ["E303", "E504", "E505"], [NAME => "\
jobs = [
  Job(cluster = 'west', environment = 'prod', task = SimpleTask('one', 'serve')),
  Job(cluster = 'west', role = 'www data', environment = 'prod', task = SimpleTask('two', 'serve')),
  Job(cluster = 'west', role = 'www-data', environment = 'prod', task = SimpleTask('three', 'serve')(
    resources = Resources(cpu = 1, ram = 128, disk = 1*GB))),
]
"];
    /// A number of bytes that was meant as megabytes.
    memory_without_a_unit: ["E505"], [NAME => "\
RAM = 128
jobs = [Job(
  cluster = 'west', role = 'www-data', environment = 'prod',
  task = Task(
    name = 'web', processes = [Process(name = 'web', cmdline = 'serve')],
    resources = Resources(cpu = 1, ram = RAM, disk = 1*GB)))]
"];
    /// The whole circle is shown.
    reference_cycle: ["E403"], [NAME => "\
jobs = [Job(
  cluster = 'west', role = 'www-data', environment = 'prod',
  task = SimpleTask('web', 'run {{a}}')).bind(a = '1 {{b}}', b = '2 {{c}}', c = '3 {{a}}')]
"];
    /// Blanks between the braces.
    reference_with_blanks: ["E402"], [NAME => "\
jobs = [Job(
  cluster = 'west', role = 'www-data', environment = 'prod',
  task = SimpleTask('web', '''
    cd /opt
    serve --role={{ role }} \\
          --port=80
  '''))]
"];
    /// A reference in a literal that went through `%` and lies behind escapes and in the second of two adjacent literals.
    reference_in_a_formatted_literal: ["E401"], [NAME => "\
command = ('echo \\t\\x41 %s && '
           'serve {{prot}} %d') % ('hello', 80)
jobs = [Job(
  cluster = 'west', role = 'www-data', environment = 'prod',
  task = SimpleTask('web', command)).bind(port = 80)]
"];
    /// Names that are near: of a struct, a variable, an attribute, a word of an enum, a module.
    near_names: ["E702", "E201", "E201", "E301", "E304"], [NAME => "\
import itertols
PROFILE = 'prod'
resources = Resorces(cpu = 1, ram = 1*GB, disk = 1*GB)
profile = PROFLE
hello = Process(name = 'hello', cmdlien = 'echo hello')
logger = Logger(destination = 'consle')
jobs = [Job(
  cluster = 'west', role = 'www-data', environment = 'prod',
  task = SequentialTask(name = 'web', processes = [Process(name = 'web', cmdline = 'serve', logger = logger), hello],
                        resources = Resources(cpu = 1, ram = 1*GB, disk = 1*GB)))]
"];
    /// A short name is not taken for another short one.
    short_names_have_no_near_ones: ["E201"], [NAME => "\
jobs = [Job(
  cluster = 'west', role = 'www-data', environment = 'prod', instances = b,
  task = SimpleTask('web', 'serve'))]
"];
    /// A file that cannot be included may define anything, so names are not reported.
    missing_include: ["E701"], [NAME => "\
include('profle.aurora')
jobs = [Job(
  cluster = CLUSTER, role = 'www-data', environment = 'prod',
  task = SimpleTask('web', 'serve'))]
", "profile.aurora" => "CLUSTER = 'west'\n"];
    /// What an undefined name is bound to is not known, so references through it are not reported.
    binding_of_an_undefined_name: ["E201"], [NAME => "\
jobs = [Job(
  cluster = 'west', role = 'www-data', environment = 'prod', name = '{{profile.name}}',
  task = SimpleTask('web', 'serve {{profile.port}}')).bind(profile = PROFILE)]
"];
    /// A bracket that is missing is one mistake, whatever becomes of the calls around it.
    missing_bracket: ["E102", "E301"], [NAME => "\
jobs = [Job(
  cluster = 'west', role = 'www-data', environment = 'prod', sla_policy = CountSlaPolicy(count = 2, duration_secs = 60,
  task = SimpleTask('web', 'serve'))]
hello = Process(name = 'hello', cmdline = 'echo', max_failurs = 2)
"];
    /// A bracket too many is one mistake, and the rest is judged as if it were not there.
    superfluous_bracket: ["E103"], [NAME => "\
jobs = [Job(
  cluster = 'west', role = 'www-data', environment = 'prod'],
  task = SimpleTask('web', 'serve'))]
"];
}

/// What is wrong with a job says nothing of names; an undefined name may be the one that seems unused.
#[test]
fn errors_of_jobs_do_not_hide_what_is_unused() {
    for (text, codes) in [
        (
            "a = 1\nb = Process(name = 'b', cmdline = 'b', max_failures = 'x')\nprint b\n",
            ["L001", "E302"],
        ),
        ("a = 1\nprint aa\n", ["", "E201"]),
        ("a = 1\ninclude('nothing')\n", ["", "E701"]),
        ("a = 1\n= 2\n", ["", "E118"]),
    ] {
        let found = with_stack(move || {
            let text = format!(
                "{text}jobs = [Job(cluster = 'c', role = 'r', environment = 'test', contact = 'c', task = SimpleTask('n', 'n'))]\n"
            );
            let found = compile_text(&text).check(&lint::Settings::default());
            found.into_iter().map(|it| it.code.code).collect::<Vec<_>>()
        });
        let expected: Vec<&str> = codes.into_iter().filter(|code| !code.is_empty()).collect();
        assert_eq!(found, expected, "{text}");
    }
}
