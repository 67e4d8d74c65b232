//! E1xx: what cannot be parsed.

use crate::diagnostic::code::codes;

codes! {
    Syntax:
    /// A token is not allowed at this position, and no more specific code applies. The message names the token and,
    /// where jobc can tell, what it expected instead.
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
    /// Two elements of a list, a call or a dict follow each other without a comma. Two adjacent strings are legal:
    /// Python joins them into one string.
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
    /// A bracket is never closed. jobc assumes that it ends before the next line that can only start a statement, so
    /// that the rest of the file is still checked.
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
    /// A closing bracket has the wrong kind, or closes nothing.
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
    /// The indentation of a line matches no enclosing block, or a line is indented although no block starts before it.
    /// A tab advances to the next multiple of eight columns.
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
    /// A colon is missing. It ends a line that starts a block (`if`, `for`, `def`, `class`, …), and is required in a
    /// `lambda` and in an entry of a dict.
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
    /// A string literal has no closing quote. A literal in single quotes ends on the line where it starts. A literal in
    /// triple quotes may span many lines.
    ///
    /// The same code reports quotes that do not match, a missing opening quote, and a quote inside the string that ends
    /// it too early. jobc suggests what was probably meant, and reports nothing else about the literal or the values
    /// made from it.
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
    /// A call passes two arguments with the same name.
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
    /// The left side of an assignment cannot store a value. Assign to a name, an attribute, an item, or several of them
    /// at once.
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
    /// A condition or another expression contains `=`, where only a comparison (`==`) makes sense.
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
    /// The language does not use this character outside of strings and comments. Examples are a typographic quote, a
    /// `$`, an invisible character copied from a web page, and a non-ASCII letter in a name.
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
    /// A positional argument follows a keyword argument. Positional arguments must come first.
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
    /// A `return` or `yield` is outside a function, or a `break` or `continue` is outside a loop. A `from __future__
    /// import` is not at the beginning of the file; it applies to the whole file and must come first.
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
    /// A token starts like a number but is not a valid one. To write a unit, multiply by it. A number that starts with
    /// 0 is octal.
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
    /// An escape in a string literal is incomplete: `\x` requires two hexadecimal digits. In `u''` literals, `\u` and
    /// `\U` require four and eight digits, and `\N` requires a name in braces. An unknown escape keeps its backslash
    /// and is not an error.
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
    /// path = u'C:\\temp'
    /// ```
    INVALID_ESCAPE = "E114" "invalid-escape" Error;
    /// A line that starts a block has no indented lines below it.
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
    /// The braces of an f-string do not match, or do not contain an expression. A literal brace is doubled, so a
    /// reference such as `{{name}}` needs four.
    ///
    /// f-strings are Python 3 syntax, which the client cannot read (E119). Use `.format()`, which escapes braces in the
    /// same way.
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
    /// The parameters of a function contradict each other. Two have the same name, one without a default follows one
    /// with a default, or something follows `**`.
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
    /// An operand or element is missing before or after an operator, a comma or a keyword.
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
    /// This syntax exists in Python 3 but not in Python 2.7. The Aurora client reads configurations with Python 2.7 and
    /// rejects the whole file. jobc still evaluates the file, so that one run reports all other mistakes.
    ///
    /// If only jobc reads the files, allow the syntax in `jobc.toml`:
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
    /// The coding line of the file (`# coding: utf-8` in the first or second line) is wrong. It names an encoding that
    /// Python 2.7 does not know, or one that the file does not use. The latter means ASCII for a file with non-ASCII
    /// letters, or anything but `utf-8` for a file that starts with a UTF-8 byte order mark. Python 2.7 rejects the
    /// whole file.
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
