"""
Runs plugins of the Python awsume (4.x) for awsume 5: it provides `awsume.awsumepy` to them and speaks the
protocol of docs/plugins.md, one JSON object on stdin and one on stdout.

`awsume plugin python` prints it. `python3 adapter.py FILE.py` runs that plugin; without a file, all that are
installed in this Python environment as entry points of the group `awsume`. Python 3.9 or newer, nothing else.
"""
import argparse
import copy
import datetime
import json
import os
import sys
import types

OLDEST = (3, 9)
CREDENTIALS = ["config", "arguments", "profiles"]
CAUGHT = CREDENTIALS + ["error"]
FILES = ["config", "arguments", "credentials_file", "config_file"]
# The hooks of the original, with what they are called with; get_mfa_token is awsume 5's.
HOOKS = {
    "pre_add_arguments": ["config"],
    "add_arguments": ["config", "parser"],
    "post_add_arguments": ["config", "arguments", "parser"],
    "pre_collect_aws_profiles": FILES,
    "collect_aws_profiles": FILES,
    "post_collect_aws_profiles": CREDENTIALS,
    "pre_get_credentials": CREDENTIALS + ["credentials_file", "config_file"],
    "get_credentials": CREDENTIALS,
    "get_credentials_with_saml": ["config", "arguments"],
    "get_credentials_with_web_identity": CREDENTIALS,
    "get_mfa_token": ["config", "arguments", "serial", "profile"],
    "post_get_credentials": CREDENTIALS + ["credentials"],
    "get_profile_names": ["config", "arguments"],
    "catch_profile_not_found_exception": CAUGHT,
    "catch_invalid_profile_exception": CAUGHT,
    "catch_user_authentication_error": CAUGHT,
    "catch_role_authentication_error": CAUGHT,
}
# As the overview of the original's documentation spells them.
ALIASES = {f"{when}collect_profiles": f"{when}collect_aws_profiles" for when in ("pre_", "", "post_")}
MERGED = {"collect_aws_profiles", "get_profile_names"}
FIRST = {"get_credentials", "get_credentials_with_saml", "get_credentials_with_web_identity", "get_mfa_token"}
# The original's options: other plugins' must not clash with them, and `arguments` has them all.
SWITCHES = """-v/--version/version --clean/clean -r/--refresh/force_refresh -s/--show-commands/show_commands
-u/--unset/unset_variables -a/--auto-refresh/auto_refresh -k/--kill-refresher/kill
--refresh-autocomplete/refresh_autocomplete --with-saml/with_saml --with-web-identity/with_web_identity
--who/who --list-plugins/list_plugins --info/info --debug/debug""".split()
VALUES = """-o/--output-profile/output_profile -t/--tags/tags --role-arn/role_arn
--principal-arn/principal_arn --source-profile/source_profile --external-id/external_id
--mfa-token/mfa_token --region/region
--session-name/session_name --session-policy/session_policy --role-duration/role_duration --json/json
--credentials-file/credentials_file --config-file/config_file""".split()


class Fault(Exception):
    """What the person is told instead of an answer."""

    def __init__(self, message, hint=None, code=None):
        super().__init__(message)
        self.fields = {"message": message, "hint": hint, "code": code}


class MissingInternal(ModuleNotFoundError):
    """A plugin wants more of the Python awsume than there is."""


class AwsumeException(Exception):
    """An error of the Python awsume; its details may be given by name, as there."""

    def __init__(self, *words, **details):
        super().__init__(*words, *details.values())


class EarlyExit(AwsumeException):
    """Ends awsume without an error."""


ERRORS = """ValidationException ProfileNotFoundError InvalidProfileError UserAuthenticationError
RoleAuthenticationError NoCredentialsError""".split()


def provide_awsume():
    """Puts `awsume.awsumepy` where plugins import it from; any other module of awsume's is an error."""
    errors = {name: type(name, (AwsumeException,), {}) for name in ERRORS}
    contents = {
        "awsume": {},
        "awsume.awsumepy": {"hookimpl": hookimpl, "safe_print": safe_print, "awsume": call_awsume},
        "awsume.awsumepy.lib": {},
        "awsume.awsumepy.lib.exceptions": {
            "AwsumeException": AwsumeException, "EarlyExit": EarlyExit, **errors,
        },
    }
    for name, attributes in contents.items():
        module = types.ModuleType(name)
        module.__path__ = []
        vars(module).update(attributes)
        sys.modules[name] = module
        parent, _, child = name.rpartition(".")
        if parent and child not in vars(sys.modules[parent]):
            setattr(sys.modules[parent], child, module)
    sys.meta_path.insert(0, RefuseInternals)
    return errors


class RefuseInternals:
    """The finder of all that Python's import does not find in `provide_awsume`."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        if name.startswith("awsume."):
            # With its name in the field for it, Python would make another error of this one.
            raise MissingInternal(f"{name} is not there")
        return None


def hookimpl(function=None, **options):
    """`@hookimpl` and `@hookimpl(tryfirst=True)`: marks a function as pluggy does."""
    known = {"hookwrapper", "optionalhook", "tryfirst", "trylast", "specname", "wrapper"}
    if not set(options) <= known:
        raise TypeError(f"hookimpl() has no argument {sorted(set(options) - known)[0]}")

    def mark(marked):
        marked.awsume_impl = options
        return marked

    return mark if function is None else mark(function)


def safe_print(text="", *more, color=None, end=None, **_ignored):
    """Prints to stderr: stdout is awsume's."""
    for word in more:
        if str(word).startswith("\033"):
            color = word
        else:
            end = word
    if color and sys.stderr.isatty() and "NO_COLOR" not in os.environ:
        text = f"{color}{text}\033[0m"
    print(text, file=sys.stderr, end=end, flush=True)


def call_awsume(*_words, **_options):
    raise AwsumeException("awsume() is not there for plugins; run `awsume export PROFILE --format json`")


class Plugin:
    """A module, or whatever an entry point names, with the functions that are hooks."""

    def __init__(self, name, file, thing):
        self.name, self.file, self.hooks = name, file, {}
        functions = [(name, getattr(thing, name, None)) for name in dir(thing) if not name.startswith("__")]
        for attribute, function in functions:
            marks = getattr(function, "awsume_impl", None)
            if callable(function) and isinstance(marks, dict):
                self.add(marks.get("specname") or attribute, function, marks)
        if not self.hooks:
            unmarked = next((name for name, value in functions if name in HOOKS and callable(value)), None)
            hint = f"Write @hookimpl above {unmarked or 'its functions'}"
            raise Fault(f"{self.told()}: it has no hook", hint)

    def told(self, line=None):
        return f"Cannot load the plugin {self.file}" + (f":{line}" if line else "")

    def add(self, spelled, function, marks):
        name = ALIASES.get(spelled, spelled)
        line = getattr(getattr(function, "__code__", None), "co_firstlineno", None)
        if name not in HOOKS:
            if marks.get("optionalhook"):
                return
            from difflib import get_close_matches

            near = get_close_matches(spelled, HOOKS, 1)
            hint = f'Did you mean "{near[0]}"?' if near else f"The hooks are {', '.join(HOOKS)}"
            raise Fault(f'{self.told(line)}: there is no hook "{spelled}"', hint)
        if marks.get("hookwrapper") or marks.get("wrapper"):
            raise Fault(f"{self.told(line)}: {spelled} is a hookwrapper", "Write it as a plain hook")
        unknown = [word for word in wanted(function) if word not in HOOKS[name]]
        if unknown:
            hint = f"It may take {', '.join(HOOKS[name])}"
            raise Fault(f"{self.told(line)}: {spelled} cannot be given {unknown[0]}", hint)
        order = "first" if marks.get("tryfirst") else "last" if marks.get("trylast") else None
        self.hooks.setdefault(name, []).append((function, order))

    def call(self, hook, function, given):
        try:
            return function(**{name: given.get(name) for name in accepted(function, HOOKS[hook])})
        except (Fault, KeyboardInterrupt):
            raise
        except (SystemExit, EarlyExit) as end:
            if hook == "post_add_arguments":
                raise
            raise Fault(self.failed(hook, end, "it ends the program"), LEAVE_OUT) from end
        except BaseException as error:
            raise Fault(self.failed(hook, error, words_of(error)), LEAVE_OUT) from error

    def failed(self, hook, error, why):
        line = line_in(error, self.file)
        return f'Cannot go on: {hook} of the plugin "{self.name}" ({self.file}:{line}) failed: {why}'


LEAVE_OUT = "Mend the plugin, or leave it out by --no-plugins"


def wanted(function):
    """The names that a function must be given."""
    code = getattr(function, "__code__", None)
    if code is None:
        return []
    names = code.co_varnames[: code.co_argcount]
    names = names[: len(names) - len(function.__defaults__ or ())]
    return names[1:] if hasattr(function, "__self__") else names


def accepted(function, given):
    """The names that it is given, of those there are."""
    code = getattr(function, "__code__", None)
    if code is None or code.co_flags & 0x08:
        return given
    names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    return [name for name in given if name in names]


def words_of(error):
    text = " ".join(str(error).split())
    name = type(error).__name__
    return text if text and isinstance(error, AwsumeException) else f"{name}: {text}" if text else name


def line_in(error, file):
    """The last line of that file on the way to the error."""
    if isinstance(error, SyntaxError) and error.filename == file:
        return error.lineno
    line, step = 0, error.__traceback__
    while step is not None:
        if step.tb_frame.f_code.co_filename == file:
            line = step.tb_lineno
        step = step.tb_next
    return line or ""


def load_file(file):
    """The plugin in one file. Modules beside it can be imported, but take no other's place."""
    name = os.path.splitext(os.path.basename(file))[0]
    module = types.ModuleType(name)
    module.__file__ = file
    sys.path.append(os.path.dirname(file))
    sys.dont_write_bytecode = True
    sys.modules[name] = sys.modules.get(name, module)

    def run():
        with open(file, "rb") as source:
            exec(compile(source.read(), file, "exec"), vars(module))
        return module

    return load(name, file, run)


def load(name, file, run):
    try:
        thing = run()
        return Plugin(name, getattr(thing, "__file__", None) or file, thing)
    except (Fault, KeyboardInterrupt):
        raise
    except MissingInternal as error:
        hint = "Only awsume.awsumepy is provided; get_mfa_token(serial, profile) is the hook for codes"
        raise Fault(f"Cannot load the plugin {place(error, file)}: {error}", hint) from error
    except BaseException as error:
        hint = None
        if isinstance(error, ModuleNotFoundError):
            hint = f"Install it for {sys.executable}, or name the Python that has it in the file's #! line"
        raise Fault(f"Cannot load the plugin {place(error, file)}: {words_of(error)}", hint) from error


def place(error, file):
    line = line_in(error, file)
    if line or os.path.isabs(file):
        return f"{file}:{line}" if line else file
    step, last = error.__traceback__, None
    while step is not None:
        where = step.tb_frame.f_code.co_filename
        if os.path.isabs(where) and where != place.__code__.co_filename and "importlib" not in where:
            last = f"{where}:{step.tb_lineno}"
        step = step.tb_next
    return f"{file}, {last}" if last else file


def load_installed():
    """The entry points of the group `awsume`, by name; and the faults of those that cannot be loaded."""
    from importlib.metadata import entry_points

    every = entry_points()
    chosen = every.select(group="awsume") if hasattr(every, "select") else every.get("awsume", ())
    plugins, faults = [], []
    # Python lists them in no order at all.
    for point in sorted(set(chosen), key=lambda point: point.name):
        try:
            plugins.append(load(point.name, f"{point.name} ({point.value})", point.load))
        except Fault as fault:
            faults.append(fault)
    if not plugins and not faults:
        raise Fault(
            f"Cannot find a plugin in {sys.prefix}: nothing there is an entry point of the group awsume",
            "Name the environment into which the plugins were installed",
        )
    return plugins, faults


def in_order(plugins, hook):
    """pluggy's order: the latest first; before these those with tryfirst, and behind them trylast in turn."""
    having = [(plugin, *marked) for plugin in plugins for marked in plugin.hooks.get(hook, ())]
    first, usual, last = (
        [(plugin, function) for plugin, function, order in having if order == wanted]
        for wanted in ("first", None, "last")
    )
    return first[::-1] + usual[::-1] + last


class Parser(argparse.ArgumentParser):
    """The original's; what is wrong with a command line is told by awsume."""

    def error(self, message):
        raise Fault(f"Cannot use the options: {message}", "See awsume -h", "usage")


def make_parser(plugins, config):
    """The original's parser with the options of plugins, and those options alone."""
    parser = Parser(prog="awsume")
    for words, more in [(SWITCHES, {"action": "store_true", "default": False}), (VALUES, {"default": None})]:
        for word in words:
            *flags, dest = word.split("/")
            parser.add_argument(*flags, dest=dest, **more)
    parser.add_argument("-l", "--list-profiles", dest="list_profiles", nargs="?", const="list")
    parser.add_argument("--session-policy-arns", dest="session_policy_arns", nargs="+", default=[])
    parser.add_argument("--config", dest="config", nargs="*")
    own = {id(action) for action in parser._actions}
    for plugin, function in in_order(plugins, "add_arguments"):
        before = len(parser._actions)
        plugin.call("add_arguments", function, {"config": config, "parser": parser})
        for action in parser._actions[before:]:
            if not action.option_strings:
                hint = "Write its name with --: only the profile stands alone"
                raise Fault(f"{plugin.told()}: it adds the argument {action.dest} without dashes", hint)
    return parser, [action for action in parser._actions if id(action) not in own]


def long_names(action):
    longs = [word[2:] for word in action.option_strings if word.startswith("--")]
    return longs or [action.dest.replace("_", "-")]


def is_list(action):
    return isinstance(action, argparse._AppendAction) or action.nargs not in (None, 0, "?")


def declare(parser, action):
    """An option as awsume has it, for each long name."""
    text = action.help if action.help and action.help != argparse.SUPPRESS else ""
    doc = " ".join(parser._get_formatter()._expand_help(action).split()) if text else ""
    fields = {"doc": doc}
    if action.nargs != 0:
        metavar = action.metavar[0] if isinstance(action.metavar, tuple) else action.metavar
        fields["value"] = metavar or action.dest.upper()
    if action.nargs == "?":
        fields["isOptional"] = True
    if is_list(action):
        fields["isRepeated"] = True
    if action.choices is not None:
        fields["completes"] = [str(choice) for choice in action.choices]
    shorts = [word[1:] for word in action.option_strings if not word.startswith("--")]
    for long in long_names(action):
        yield {"long": long, **({"short": shorts.pop(0)} if shorts else {}), **fields}


def to_camel(name):
    first, *others = name.replace("-", "_").split("_")
    return first + "".join(word[:1].upper() + word[1:] for word in others)


def to_snake(name):
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)


def read_arguments(given, parser, declared):
    """The Namespace that the original's plugins know, from awsume's arguments."""
    words = []
    for action in declared:
        for long in long_names(action):
            words += to_words(action, given.get(to_camel(long)))
    names = parser.parse_args(words)
    dests = {action.dest for action in declared}
    for key, value in given.items():
        name = to_snake(key)
        if value is None or key == "pythonAttributes" or name in dests:
            continue
        setattr(names, name, value)
    if str(names.role_duration).isdigit():
        names.role_duration = int(names.role_duration)
    if names.list_profiles is True:
        names.list_profiles = "list"
    if isinstance(names.session_policy_arns, str):
        names.session_policy_arns = names.session_policy_arns.split(",")
    names.profile_name = given.get("profileName")
    names.target_profile_name = names.role_arn or names.profile_name or "default"
    vars(names).update(given.get("pythonAttributes") or {})
    return names


def to_words(action, value):
    flag = next((word for word in action.option_strings if word.startswith("--")), action.option_strings[0])
    if value is None or value is False:
        return []
    if value is True:
        return [flag]
    values = value if isinstance(value, list) else [value]
    if isinstance(action, argparse._AppendAction) and action.nargs in (None, "?"):
        return [word for each in values for word in attached(flag, each)]
    # What argparse would take for options stands behind the flag of each value only where it takes one.
    return attached(flag, values[0]) if action.nargs in (None, "?") else [flag, *map(str, values)]


def attached(flag, value):
    return [f"{flag}={value}"] if flag.startswith("--") else [flag, str(value)]


def find_changes(before, names, declared):
    """What of the Namespace a plugin has changed, as awsume's arguments."""
    after = vars(names)
    changed = {name: after[name] for name in after if name not in before or before[name] != after[name]}
    changed.update({name: None for name in before if name not in after})
    answer, own = {}, {}
    if "target_profile_name" in changed:
        changed.setdefault("profile_name", changed.pop("target_profile_name"))
    for name, value in changed.items():
        actions = [action for action in declared if action.dest == name]
        for action in actions:
            for long in long_names(action):
                answer[to_camel(long)] = to_plain(action, value)
        if not actions and (name == "profile_name" or name in ORIGINAL_NAMES):
            value = ",".join(map(str, value)) if name == "session_policy_arns" and value else value
            value = True if name == "list_profiles" and value == "list" else value
            left = to_json(value, f"Cannot go on: arguments.{name}, which a plugin has changed,")
            answer[to_camel(name)] = None if left == "" else left
        elif not actions and is_plain(value):
            own[name] = value
    return {**answer, **({"pythonAttributes": own} if own else {})}


ORIGINAL_NAMES = {"list_profiles", "session_policy_arns"}
ORIGINAL_NAMES |= {word.split("/")[-1] for word in SWITCHES + VALUES}


def to_plain(action, value):
    if action.nargs == 0:
        return value == action.const if action.const is not None else bool(value)
    if is_list(action):
        return [str(each) for each in value] if value else None
    return value if value is None or isinstance(value, bool) else str(value)


def is_plain(value):
    try:
        return json.loads(json.dumps(value)) == value
    except (TypeError, ValueError):
        return False


def to_json(value, where):
    """A value as JSON has it. Throws Fault with the place of what has no such form."""
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    if isinstance(value, datetime.datetime):
        # AWS gives times in UTC, and says so or not.
        return (value if value.tzinfo else value.replace(tzinfo=datetime.timezone.utc)).isoformat()
    if isinstance(value, dict):
        return {str(key): to_json(each, f"{where}[{key!r}]") for key, each in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [to_json(each, f"{where}[{index}]") for index, each in enumerate(value)]
    raise Fault(f"{where} is of the type {type(value).__name__}")


def read_credentials(given):
    """Credentials with the original's names."""
    if given is None:
        return None
    names = ["AccessKeyId", "SecretAccessKey", "SessionToken", "Region"]
    credentials = {name: given.get(name[0].lower() + name[1:]) for name in names}
    if given.get("expiration"):
        time = given["expiration"].replace("Z", "+00:00")
        credentials["Expiration"] = datetime.datetime.fromisoformat(time)
    if given.get("accountId"):
        credentials["AccountId"] = given["accountId"]
    return credentials


def read_error(given, errors):
    if given is None:
        return None
    name = {"ProfileNotFoundException": "ProfileNotFoundError"}.get(given["name"], given["name"])
    return errors.get(name, AwsumeException)(given["message"])


class Answers:
    """What is answered to the questions about some plugins."""

    def __init__(self, plugins, request, errors):
        config = dict(request.get("config") or {})
        config["is_interactive"] = config.pop("isInteractive", True)
        self.plugins, self.request, self.errors, self.config = plugins, request, errors, config

    def describe(self, file, is_whole):
        hooks = [hook for hook in HOOKS if any(hook in plugin.hooks for plugin in self.plugins)]
        parser, declared = make_parser(self.plugins, self.config)
        options = [each for action in declared for each in declare(parser, action)]
        orders = {}
        for hook in hooks:
            found = {order for plugin in self.plugins for _function, order in plugin.hooks.get(hook, ())}
            if len(found) == 1 and None not in found:
                orders[hook] = found.pop()
        return {
            "name": self.plugins[0].name if file else "python",
            "hooks": [hook for hook in hooks if hook != "add_arguments"],
            "order": orders,
            "files": watched(self.plugins, file),
            "isWhole": is_whole,
            **({"options": options} if options else {}),
        }

    def ask(self, hook):
        given = {name: self.request.get(to_camel(name)) for name in HOOKS[hook]}
        given["config"] = self.config
        given["credentials"] = read_credentials(self.request.get("credentials"))
        given["error"] = read_error(self.request.get("error"), self.errors)
        if self.request.get("arguments") is None:
            return {"result": self.results(hook, given)}
        # What add_arguments prints was printed when awsume asked for the options.
        parser, declared = quietly(lambda: make_parser(self.plugins, self.config))
        names = read_arguments(self.request["arguments"], parser, declared)
        before = copy.deepcopy(vars(names))
        result = self.results(hook, {**given, "arguments": names, "parser": parser})
        return {"result": result, "arguments": find_changes(before, names, declared)}

    def results(self, hook, given):
        values = []
        for plugin, function in in_order(self.plugins, hook):
            value = self.result(plugin, hook, lambda: plugin.call(hook, function, given))
            if value and hook in FIRST:
                return value
            values.append(value)
        if hook == "collect_aws_profiles":
            return merge(value for value in values if value)
        if hook == "get_profile_names":
            return [name for value in values for name in value or []]
        return next((value for value in values if value), None)

    def result(self, plugin, hook, call):
        try:
            value = call()
        except EarlyExit:
            return {"exit": 0}
        except SystemExit as end:
            if isinstance(end.code, str):
                print(end.code, file=sys.stderr)
            # Python itself gives the shell the last eight bits of it.
            return {"exit": end.code & 255 if isinstance(end.code, int) else 1 if end.code else 0}
        if hook.startswith("catch_"):
            value = value if isinstance(value, dict) and "AccessKeyId" in value else None
        elif hook not in FIRST | MERGED:
            return None
        if isinstance(value, dict):
            value = {key: each for key, each in value.items() if key != "SourceExpiration"}
        try:
            return to_json(value, "it")
        except Fault as fault:
            message = f'Cannot use what {hook} of the plugin "{plugin.name}" ({plugin.file}) returns: {fault}'
            raise Fault(message, "Return text, numbers, lists, dicts and datetimes only") from fault


def merge(all_profiles):
    merged = {}
    for profiles in all_profiles:
        if not isinstance(profiles, dict):
            return profiles
        merged.update(profiles)
    return merged


def quietly(work):
    kept = sys.stdout, sys.stderr
    with open(os.devnull, "w") as nowhere:
        sys.stdout = sys.stderr = nowhere
        try:
            return work()
        finally:
            sys.stdout, sys.stderr = kept


def watched(plugins, file):
    """The files and folders that decide what these plugins are: awsume asks anew when one has changed."""
    modules = [getattr(module, "__file__", None) for module in list(sys.modules.values())]
    if file:
        folder = os.path.dirname(file)
        return [path for path in modules if path and path != file and os.path.dirname(path) == folder]
    files = [plugin.file for plugin in plugins if os.path.isabs(plugin.file)]
    return files + [path for path in sys.path if os.path.isabs(path) and os.path.exists(path)]


def take_streams():
    """stdin and stdout are awsume's: what plugins print goes to stderr, what they ask to the terminal."""
    answers = os.dup(1)
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    request = json.loads(sys.stdin.buffer.read().decode("utf-8"))
    try:
        terminal = os.open("CONIN$" if os.name == "nt" else "/dev/tty", os.O_RDWR)
    except OSError:
        terminal = os.open(os.devnull, os.O_RDONLY)
    os.dup2(terminal, 0)
    sys.stdin = open(0, closefd=False)
    return answers, request


def answer(request, file):
    errors = provide_awsume()
    plugins, faults = ([load_file(file)], []) if file else load_installed()
    answers = Answers(plugins, request, errors)
    hook = request.get("hook")
    if hook != "describe":
        return answers.ask(ALIASES.get(hook, hook))
    if not plugins:
        raise faults[0]
    for fault in faults:
        print(f"awsume: {fault}; going on without it", file=sys.stderr)
    return answers.describe(file, not faults)


def is_debug(request):
    wanted_by_name = os.environ.get("AWSUME_DEBUG", "") not in ("", "0")
    return wanted_by_name or (request.get("arguments") or {}).get("debug")


def main(words):
    stdout, request = take_streams()
    sys.argv = ["awsume"]
    try:
        if sys.version_info < OLDEST:
            have = ".".join(map(str, sys.version_info[:3]))
            hint = "Install Python 3.9 or newer as python3"
            raise Fault(f"Cannot run plugins with Python {have}", hint)
        reply = answer(request, os.path.abspath(words[0]) if words else None)
    except KeyboardInterrupt:
        sys.exit(130)
    except SystemExit:
        reply = {"error": {"message": "Cannot go on: a Python plugin ends the program", "hint": LEAVE_OUT}}
    except Fault as fault:
        if fault.__cause__ is not None and is_debug(request):
            import traceback

            traceback.print_exception(None, fault.__cause__, fault.__cause__.__traceback__)
        reply = {"error": {name: value for name, value in fault.fields.items() if value}}
    text = json.dumps({"awsume": 1, **reply}).encode("utf-8")
    while text:
        text = text[os.write(stdout, text):]
    os.close(stdout)


if __name__ == "__main__":
    main(sys.argv[1:])
