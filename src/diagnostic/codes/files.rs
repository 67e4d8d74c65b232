//! E7xx: files, modules and the environment.

use crate::diagnostic::code::codes;

codes! {
    Files:
    /// A file cannot be read: it does not exist, it is a folder, or the operating system denies access. The path of an
    /// `include` is relative to the folder of the including file.
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
    /// jobc does not include this module, and it is not where the client looks for modules. jobc includes the standard
    /// modules that configurations commonly use, such as `os.path`, `re`, `json`, `itertools` and `datetime`.
    ///
    /// Your own modules are found in the folders that the configuration adds to `sys.path`, and in the folders of
    /// `module-path` under `[language]` in `jobc.toml`. They are not found next to the configuration or in the current
    /// folder. A folder is a package only if it contains an `__init__.py`.
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
    /// A file is outside the root. The root is the folder that contains everything that a configuration may read. By
    /// default it is the repository of the configuration, or else the configuration's folder. Set another one with
    /// `root` in `jobc.toml` or with `--root`.
    ///
    /// A link inside the root is never followed to a target outside, even if it is named on the command line. Name the
    /// target instead.
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
    /// An environment variable is not set, or the settings do not allow configurations to read it (`allow` under
    /// `[env]` in `jobc.toml`). If the variable is optional, use `os.environ.get(name, default)`. To set it for one
    /// run, use `--env NAME=VALUE`.
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
    /// Files include each other in a cycle, which would never end. Move what they share to a separate file.
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
    /// The settings file `jobc.toml` has an unknown key or an invalid value, or is not valid TOML.
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
