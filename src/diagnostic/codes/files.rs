//! E7xx: files, modules and the environment.

use crate::diagnostic::code::codes;

codes! {
    Files:
    /// A file cannot be read: it does not exist, it is a folder, or the operating system refuses. The path of an `include` is
    /// relative to the folder of the file that includes.
    ///
    /// ## Example
    /// ```python
    /// include('shared/profil.aurora')
    /// jobs = [Job(
    ///   cluster = CLUSTER, role = 'www-data', environment = 'test',
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// # file: shared/profile.aurora
    /// CLUSTER = 'west'
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// include('shared/profile.aurora')
    /// jobs = [Job(
    ///   cluster = CLUSTER, role = 'www-data', environment = 'test',
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// # file: shared/profile.aurora
    /// CLUSTER = 'west'
    /// ```
    UNREADABLE_FILE = "E701" "unreadable-file" Error;
    /// A module that jobc does not have, and that is not where the client looks for modules. Of Python's library jobc has what
    /// configurations are made with, such as `os.path`, `re`, `json`, `itertools` and `datetime`. Modules of your own are found in the
    /// folders that the configuration adds to `sys.path`, and in those that `module-path` under `[language]` in `jobc.toml` names: not
    /// next to the configuration, and not in the current folder. A folder is a package only with an `__init__.py` in it.
    ///
    /// ## Example
    /// ```python
    /// import itertool
    /// jobs = [
    ///   Job(cluster = cluster, role = 'www-data', environment = environment, task = SimpleTask('hello', 'echo hello'))
    ///   for cluster, environment in itertool.product(['west', 'east'], ['devel', 'test'])]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// import itertools
    /// jobs = [
    ///   Job(cluster = cluster, role = 'www-data', environment = environment, task = SimpleTask('hello', 'echo hello'))
    ///   for cluster, environment in itertools.product(['west', 'east'], ['devel', 'test'])]
    /// ```
    UNKNOWN_MODULE = "E702" "unknown-module" Error;
    /// A file is outside the root, the folder that holds everything a configuration may read. Without settings the root is the
    /// repository around the configuration, or its folder; `root` in `jobc.toml` and `--root` set another one.
    ///
    /// A link in the root is not followed out of it, even if it is named on the command line: name the file that it leads to.
    ///
    /// ## Example
    /// ```python
    /// include('../elsewhere/profile.aurora')
    /// jobs = [Job(
    ///   cluster = CLUSTER, role = 'www-data', environment = 'test',
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// # file: shared/profile.aurora
    /// CLUSTER = 'west'
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// include('shared/profile.aurora')
    /// jobs = [Job(
    ///   cluster = CLUSTER, role = 'www-data', environment = 'test',
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// # file: shared/profile.aurora
    /// CLUSTER = 'west'
    /// ```
    OUTSIDE_ROOT = "E703" "outside-root" Error;
    /// An environment variable is not set, or the settings do not let configurations read it (`allow` under `[env]` in
    /// `jobc.toml`). Where it may be absent, `os.environ.get(name, default)` gives a default; `--env NAME=VALUE` sets it for one
    /// call.
    ///
    /// ## Example
    /// ```python
    /// import os
    /// jobs = [Job(
    ///   cluster = 'west', role = 'www-data', environment = 'test',
    ///   task = SimpleTask('hello', 'run-%s' % os.environ['VERSION']))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// import os
    /// jobs = [Job(
    ///   cluster = 'west', role = 'www-data', environment = 'test',
    ///   task = SimpleTask('hello', 'run-%s' % os.environ.get('VERSION', 'latest')))]
    /// ```
    MISSING_ENVIRONMENT_VARIABLE = "E704" "missing-environment-variable" Error;
    /// Files include each other in a circle, which would never end. Put what both need into a third file.
    ///
    /// ## Example
    /// ```python
    /// include('shared.aurora')
    /// ROLE = 'www-data'
    /// jobs = [Job(
    ///   cluster = CLUSTER, role = ROLE, environment = 'test',
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// # file: shared.aurora
    /// include('example.aurora')
    /// CLUSTER = 'west'
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// include('shared.aurora')
    /// jobs = [Job(
    ///   cluster = CLUSTER, role = ROLE, environment = 'test',
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// # file: shared.aurora
    /// ROLE = 'www-data'
    /// CLUSTER = 'west'
    /// ```
    INCLUDE_CYCLE = "E705" "include-cycle" Error;
    /// The settings file `jobc.toml` has a key that does not exist, a value that does not fit it, or is no TOML.
    ///
    /// ## Example
    /// ```toml
    /// [limits]
    /// call-dept = 500
    /// ```
    ///
    /// ## Use instead
    /// ```toml
    /// [limits]
    /// call-depth = 500
    /// ```
    BAD_SETTINGS = "E706" "bad-settings" Error;
}
