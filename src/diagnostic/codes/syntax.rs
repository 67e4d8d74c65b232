//! E1xx: what cannot be parsed.

use crate::diagnostic::code::codes;

codes! {
    Syntax:
    /// Something stands where the language does not allow it, and no more particular code applies. The message says
    /// which token it is and, where that can be told, what was expected.
    ///
    /// ## Example
    ///
    /// ```python
    /// jobs = []
    /// name = 'web' 'server' port
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```python
    /// port = 80
    /// jobs = []
    /// name = 'web' 'server' + str(port)
    /// ```
    INVALID_SYNTAX = "E100" "invalid-syntax" Error;
    /// Two elements of a list, a call or a dict stand side by side without a comma between them. Two strings side by side
    /// are legal, and are one string.
    ///
    /// ## Example
    ///
    /// ```python
    /// hello = Process(
    ///   name = 'hello'
    ///   cmdline = 'echo hello')
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```python
    /// hello = Process(
    ///   name = 'hello',
    ///   cmdline = 'echo hello')
    /// ```
    MISSING_COMMA = "E101" "missing-comma" Error;
    /// A bracket is never closed. It would take in the rest of the file, so it is taken to end before the next line that
    /// can only begin a statement.
    ///
    /// ## Example
    ///
    /// ```python
    /// ports = [
    ///   8080,
    ///
    /// name = 'web'
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```python
    /// ports = [
    ///   8080,
    /// ]
    /// name = 'web'
    /// ```
    UNCLOSED_BRACKET = "E102" "unclosed-bracket" Error;
    /// A closing bracket of the wrong kind, or one that closes nothing.
    ///
    /// ## Example
    ///
    /// ```python
    /// ports = (8080, 8081]
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```python
    /// ports = (8080, 8081)
    /// ```
    WRONG_BRACKET = "E103" "wrong-bracket" Error;
    /// The indentation of a line fits no block around it, or a line is indented though no block begins before it. A tab
    /// reaches the next multiple of eight columns.
    ///
    /// ## Example
    ///
    /// ```python
    /// if True:
    ///     first = 1
    ///   second = 2
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```python
    /// if True:
    ///     first = 1
    ///     second = 2
    /// ```
    BAD_INDENTATION = "E104" "bad-indentation" Error;
    /// A line that begins a block (`if`, `for`, `def`, `class` …), a `lambda`, or an entry of a dict lacks its colon.
    ///
    /// ## Example
    ///
    /// ```python
    /// production = True
    /// if production
    ///   instances = 10
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```python
    /// production = True
    /// if production:
    ///   instances = 10
    /// ```
    MISSING_COLON = "E105" "missing-colon" Error;
    /// A string literal has no closing quote. One in single quotes ends on the line where it begins; one in triple quotes may
    /// go over many lines.
    ///
    /// Or its quotes are not alike, its opening quote is missing, or a quote in its text ends it too early. What was probably meant is
    /// proposed, and nothing else is said of the literal and of what is made of it.
    ///
    /// ## Example
    ///
    /// ```python
    /// cmdline = 'echo hello
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```python
    /// cmdline = 'echo hello'
    /// ```
    UNTERMINATED_STRING = "E106" "unterminated-string" Error;
    /// A call gives an argument of the same name twice.
    ///
    /// ## Example
    ///
    /// ```python
    /// hello = Process(name = 'hello', cmdline = 'echo', name = 'again')
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```python
    /// hello = Process(name = 'hello', cmdline = 'echo')
    /// ```
    REPEATED_ARGUMENT = "E107" "repeated-argument" Error;
    /// The left side of an assignment is no place to store a value. Values are assigned to names, attributes and items, or to
    /// several of them at once.
    ///
    /// ## Example
    ///
    /// ```python
    /// len(jobs) = 3
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```python
    /// count = 3
    /// ```
    BAD_TARGET = "E108" "bad-assignment-target" Error;
    /// A `=` in a condition or in another expression, where only a comparison makes sense.
    ///
    /// ## Example
    ///
    /// ```python
    /// if cluster = 'west':
    ///   instances = 10
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```python
    /// cluster = 'west'
    /// if cluster == 'west':
    ///   instances = 10
    /// ```
    ASSIGNMENT_IN_EXPRESSION = "E109" "assignment-in-expression" Error;
    /// A character that the language has no use for outside of strings and comments: a typographic quote, a `$`, an invisible
    /// character copied from a web page, a letter beyond ASCII in a name.
    ///
    /// ## Example
    ///
    /// ```python
    /// name = “web”
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```python
    /// name = 'web'
    /// ```
    STRAY_CHARACTER = "E110" "stray-character" Error;
    /// An argument without a name after one with a name.
    ///
    /// ## Example
    ///
    /// ```python
    /// task = SimpleTask(name = 'web', 'run.sh')
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```python
    /// task = SimpleTask('web', 'run.sh')
    /// ```
    POSITIONAL_AFTER_KEYWORD = "E111" "positional-after-keyword" Error;
    /// A `return` or `yield` that is in no function, or a `break` or `continue` that is in no loop.
    /// `from __future__ import` goes for all of a file and has to be at its beginning.
    ///
    /// ## Example
    ///
    /// ```python
    /// if True:
    ///   return 1
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```python
    /// def instances():
    ///   return 1
    /// ```
    MISPLACED_STATEMENT = "E112" "misplaced-statement" Error;
    /// Something that starts like a number and is none. Units are multiplied with, and a number that starts with 0 is octal.
    ///
    /// ## Example
    ///
    /// ```python
    /// ram = 16MB
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```python
    /// ram = 16 * MB
    /// ```
    INVALID_NUMBER = "E113" "invalid-number" Error;
    /// An escape in a string literal that stands for no character: `\x` without two hexadecimal digits, and in `u''` literals
    /// `\u`, `\U` and `\N` without what they need. Other escapes that do not exist keep their backslash.
    ///
    /// ## Example
    ///
    /// ```python
    /// path = u'C:\users'
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```python
    /// path = ur'C:\temp'
    /// ```
    INVALID_ESCAPE = "E114" "invalid-escape" Error;
    /// A line that begins a block has no indented lines under it.
    ///
    /// ## Example
    ///
    /// ```python
    /// for name in ['a', 'b']:
    /// jobs = []
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```python
    /// for name in ['a', 'b']:
    ///   print name
    /// jobs = []
    /// ```
    MISSING_BLOCK = "E115" "missing-block" Error;
    /// The braces of an f-string do not match, or do not hold an expression. A brace of the string itself is written
    /// twice, so a reference like `{{name}}` takes four.
    ///
    /// f-strings are Python 3 syntax, which the client does not read (E119): use `.format()`, in which braces are written the same way.
    ///
    /// ## Example
    ///
    /// ```python
    /// port = 80
    /// cmdline = f'run {port'
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```python
    /// port = 80
    /// cmdline = 'run {} {{{{name}}}}'.format(port)
    /// ```
    INVALID_FORMATTED_STRING = "E116" "invalid-f-string" Error;
    /// The parameters of a function contradict each other: two have one name, one without a default follows one with a
    /// default, or something follows `**`.
    ///
    /// ## Example
    ///
    /// ```python
    /// def job(name = 'web', cluster):
    ///   return name + cluster
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```python
    /// def job(cluster, name = 'web'):
    ///   return name + cluster
    /// ```
    BAD_PARAMETERS = "E117" "bad-parameters" Error;
    /// Something is missing before or behind an operator, a comma or a word.
    ///
    /// ## Example
    ///
    /// ```python
    /// ram = 16 *
    /// jobs = []
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```python
    /// ram = 16 * MB
    /// jobs = []
    /// ```
    MISSING_OPERAND = "E118" "missing-operand" Error;
    /// This is syntax that Python 3 has and Python 2.7 does not. The Aurora client reads configurations with Python 2.7 and
    /// refuses the whole file, whatever else is in it. jobc evaluates the file as Python 3 would, so that all other
    /// mistakes are reported in the same run.
    ///
    /// Where nothing but jobc reads the files, allow it in `jobc.toml`:
    ///
    /// ```toml
    /// [language]
    /// python = "3"
    /// ```
    ///
    /// ## Example
    ///
    /// ```python
    /// version = 3
    /// cmdline = f'run --version {version}'
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```python
    /// version = 3
    /// cmdline = 'run --version {}'.format(version)
    /// ```
    PYTHON3_SYNTAX = "E119" "python3-syntax" Error;
    /// The file does not say correctly how it is encoded. The coding line (`# coding: utf-8` in the first or second line) names an
    /// encoding that Python 2.7 does not know, or one that the file is not in: ASCII although it has other letters, or anything
    /// but `utf-8` although it begins with the byte order mark of UTF-8. Python 2.7 refuses the whole file.
    ///
    /// ## Example
    ///
    /// ```python
    /// # coding: utf-9
    /// contact = u'Zoë'
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```python
    /// # coding: utf-8
    /// contact = u'Zoë'
    /// ```
    BAD_ENCODING = "E120" "bad-encoding" Error;
    /// The file is a Jinja template: it has tags such as `{% for … %}`. Neither jobc nor the client can read it before Jinja
    /// has rendered it, so nothing else in it is checked.
    ///
    /// Check the files that it renders instead, and name templates in `exclude` of `jobc.toml`, or give them another ending.
    ///
    /// ## Example
    ///
    /// ```python
    /// {% for name in ['web', 'db'] %}
    /// {{ name }} = Process(name = '{{ name }}', cmdline = 'run {{ name }}')
    /// {% endfor %}
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```python
    /// processes = [Process(name = name, cmdline = 'run ' + name) for name in ['web', 'db']]
    /// ```
    JINJA_TEMPLATE = "E121" "jinja-template" Error;
}
