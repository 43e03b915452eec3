# awsume for ksh93 and mksh. This line in ~/.kshrc or ~/.mkshrc loads it:  eval "$(command awsume init ksh)"
#
# A program cannot change the environment of the shell that started it. So awsume prints what has to change, one
# statement a line, and the function below evaluates it. Nothing runs now: what follows only defines a function.

# The backslashes are there for aliases of yours: none stands for a quoted word. `command` passes over your functions.
# The `alias awsume="source awsume"` of the Python tool is dropped, for it would be found before the function.
\command unalias awsume 2>/dev/null || \:

# Not `awsume() {`: there ksh93 has no variables of a function's own.
function awsume {
  # These commands never change this shell: input, output and terminal are theirs alone.
  case ${1-} in
    ::PASS_THROUGH::)
      AWSUME_FUNCTION=ksh:::VERSION:: ::AWSUME:: "$@"
      \return
      ;;
  esac

  # `set -x` and `set -v` would show your secrets, and under `set -k` export prints variables; they are back on when the
  # secrets are in place.
  # In mksh a function of yours may be called typeset. IFS is left alone, as it may be read-only.
  case ${KSH_VERSION-} in
    *AJM* | *93*) \typeset _awsume_flags _awsume_output _awsume_rest _awsume_line _awsume_name _awsume_step _awsume_status _awsume_end ;;
    *) \builtin typeset _awsume_flags _awsume_output _awsume_rest _awsume_line _awsume_name _awsume_step _awsume_status _awsume_end ;;
  esac
  _awsume_flags=$- _awsume_status=0 _awsume_end=$'\n'
  { \set +vx +o keyword; } 2>/dev/null

  _awsume_output=$(AWSUME_SHELL=ksh ::AWSUME:: "$@") || {
    _awsume_status=$?
    _awsume_output=
  }

  # Line by line, each looked at before the first is carried out. One that fails (a read-only variable) must neither stop
  # the others nor go unnoticed; `command` keeps its error from ending the script, too, and it may hold the value.
  for _awsume_step in look act; do
    _awsume_rest=$_awsume_output
    while \command test -n "$_awsume_rest"; do
      # The last line may be a long list: nothing is cut from that.
      _awsume_line=$_awsume_rest _awsume_rest='' _awsume_name=''
      case $_awsume_line in
        *"$_awsume_end"*)
          _awsume_rest=${_awsume_line#*"$_awsume_end"}
          # mksh takes long to cut off a long end.
          _awsume_line=${_awsume_line:0:${#_awsume_line}-${#_awsume_rest}-1}
          ;;
      esac
      case $_awsume_line in
        [eu]*)
          _awsume_name=${_awsume_line#* }
          _awsume_name=${_awsume_name%%[=\;]*}
          ;;
      esac
      case $_awsume_line in
        "print -r -- \$'"*"';" | "print -nr -- \$'"*"';")
          \command test "$_awsume_step" = look || \eval "\\command $_awsume_line" || _awsume_status=$?
          \continue
          ;;
        "export $_awsume_name='"*"';" | "unset $_awsume_name;") ;;
        *) _awsume_name=! ;;
      esac
      case $_awsume_name in
        *[!a-zA-Z0-9_]*)
          \command print -r -- "awsume: the program and its function are of different versions: open a new shell" >&2
          _awsume_status=1
          \break 2
          ;;
      esac
      \command test "$_awsume_step" = look || \eval "\\command $_awsume_line" 2>/dev/null || {
        \command print -r -- "awsume: this shell does not let $_awsume_name be changed" >&2
        _awsume_status=1
      }
    done
  done

  case $_awsume_flags in *k*) \set -o keyword ;; esac
  case $_awsume_flags in *v*) \set -v ;; esac
  case $_awsume_flags in *x*) \set -x ;; esac
  \return "$_awsume_status"
}

# ksh93 has no completion that a program could join, but a trap for every key. mksh has neither.
if [[ ${KSH_VERSION-} == *AJM* ]]; then
  # At a TAB, awsume answers with what is left to type, one candidate a line. What all of them begin with is typed for
  # you; where that is nothing, they are shown, and Ctrl-L draws your line again. Without an answer TAB stays TAB.
  # shellcheck disable=SC2276,SC2296 # ksh93 has names with dots
  function _awsume_complete {
    [[ ${.sh.edchar} == $'\t' && ${.sh.edtext} == *awsume* ]] || \return 0
    # In the command mode of vi, keys are commands.
    [[ ! -o vi || ${.sh.edmode} == $'\E' ]] || \return 0

    \typeset _awsume_line="${.sh.edtext:0:${.sh.edcol}}" _awsume_rest _awsume_common _awsume_shown=
    while IFS= \read -r _awsume_rest; do
      [[ -n $_awsume_rest ]] || \continue
      [[ -n $_awsume_shown ]] || _awsume_common=$_awsume_rest
      while [[ $_awsume_rest != "$_awsume_common"* ]]; do _awsume_common=${_awsume_common%?}; done
      _awsume_shown+="${_awsume_line##*[[:space:]]}$_awsume_rest "
    done <<<"$(::AWSUME:: __complete ksh "$_awsume_line" 2>/dev/null)"
    [[ -n $_awsume_shown ]] || \return 0

    # Not the half of an escape.
    [[ $_awsume_common != *([!\\]|\\?)\\ ]] || _awsume_common=${_awsume_common%?}
    if [[ -z $_awsume_common ]]; then
      (( ${#_awsume_shown} < 1600 )) || _awsume_shown=${_awsume_shown:0:1600}…
      \command printf '\n%s\n' "$_awsume_shown" >&2
      _awsume_common=$'\f'
      [[ ! -o vi ]] || _awsume_common=$'\E\fa'
    fi
    .sh.edchar="$_awsume_common"
  }

  # A trap of yours stays: call _awsume_complete in it. By a `case`, for that is nothing `set -x` shows at every key.
  if [[ $- == *i* && -z $(\trap -p KEYBD) ]]; then
    \trap $'case ${.sh.edchar} in "\t") \\_awsume_complete ;; esac' KEYBD
  fi
fi
