# awsume for xonsh. This line in ~/.xonshrc loads it:  execx($(awsume init xonsh))
#
# A program cannot change the environment of the shell that started it. So awsume prints what has to change, one
# statement a line, and the function below runs them. Nothing runs now: what follows only defines an alias, in the
# place of an older one, and leaves no names behind.

def _awsume(args, stdin=None, stdout=None, stderr=None, spec=None):
    import subprocess

    # xonsh shows what an alias prints when a line is whole. What it would show anyway may go there by itself, so that a
    # question is seen, and a program finds a terminal.
    def place(stream, taken):
        shown = getattr(spec, "captured", None) == "hiddenobject" and getattr(spec, taken, None) is not None
        return None if shown else stream

    # xonsh takes for $() what it has read when an alias ends. So this one ends when all of a pipe has been read.
    def settle(stream):
        import time
        try:
            from fcntl import ioctl
            from termios import FIONREAD
            stream.flush()
            for _ in range(1000):
                if not any(ioctl(stream.fileno(), FIONREAD, bytes(4))):
                    break
                time.sleep(0.002)
            time.sleep(0.01)
        except (ImportError, AttributeError, OSError, ValueError):
            pass

    # These commands never change this shell: input, output and terminal are theirs alone.
    runs_through = args[:1] and args[0] in (::PASS_THROUGH::,)
    told = {"AWSUME_FUNCTION": "xonsh:::VERSION::"} if runs_through else {"AWSUME_SHELL": "xonsh"}
    try:
        child = subprocess.Popen(
            [::AWSUME::, *args],
            env={**__xonsh__.env.detype(), **told},
            stdin=stdin,
            stdout=place(stdout, "captured_stdout") if runs_through else subprocess.PIPE,
            stderr=place(stderr, "captured_stderr"),
        )
    except OSError as error:
        print(f"xonsh: {error}", file=stderr)
        return 127

    output, _ = child.communicate()
    if runs_through:
        settle(place(stdout, "captured_stdout"))
    elif child.returncode == 0:
        __xonsh__.execer.exec(output.decode(), mode="exec", glbs={})
        settle(stdout)
    return child.returncode if child.returncode >= 0 else 128 - child.returncode

aliases["awsume"] = _awsume
del _awsume

# awsume is told the quote that is open, what stands behind it, and the words before. It answers with the words that
# may stand there, one a line, quoted already.
def _awsume_complete():
    import subprocess
    from xonsh.completers.completer import add_one_completer
    from xonsh.completers.tools import RichCompletion, contextual_command_completer_for

    @contextual_command_completer_for("awsume")
    def complete(typed):
        """The profiles, options and command words of awsume."""
        words = [typed.opening_quote, typed.prefix, *(word.value for word in typed.args[1:typed.arg_index])]
        answer = subprocess.run(
            [::AWSUME::, "__complete", "xonsh", *words],
            env=__xonsh__.env.detype(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        ).stdout.decode()
        length = len(typed.opening_quote) + len(typed.prefix)
        if typed.is_after_closing_quote:
            length += len(typed.closing_quote)
        return {
            RichCompletion(word, prefix_len=length, append_closing_quote=False, append_space=True)
            for word in answer.split("\n")
            if word
        }

    __xonsh__.completers.pop("awsume", None)
    add_one_completer("awsume", complete, "start")

if __xonsh__.env.get("XONSH_INTERACTIVE"):
    _awsume_complete()
del _awsume_complete
