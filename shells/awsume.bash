# awsume for bash. This line in ~/.bashrc loads it:  eval "$(command awsume init bash)"
#
# A program cannot change the environment of the shell that started it. So awsume prints what has to change, one
# statement a line, and the function below evaluates it. Nothing runs now: what follows only defines functions.

# No alias is expanded while bash reads this text: not in the functions, and not the `alias awsume="source awsume"`
# of the Python tool, which is dropped because an alias would be found before the function.
_awsume_aliases=off
\builtin shopt -q expand_aliases && _awsume_aliases=on
\builtin shopt -u expand_aliases
unalias awsume 2>/dev/null || true

awsume() {
  # These commands never change this shell: input, output and terminal are theirs alone.
  case ${1-} in
    ::PASS_THROUGH::)
      AWSUME_FUNCTION=bash:::VERSION:: ::AWSUME:: "$@"
      \builtin return
      ;;
  esac

  # What is traced would show your secrets, under `set -k` export prints variables, and under E and T your traps reach
  # into the next function. All of it is back on when the secrets are in place.
  \builtin local _awsume_flags _awsume_flag _awsume_status=0
  _awsume_flags=$-
  { \builtin set +vxkET; } 2>/dev/null
  \builtin declare +t -f _awsume_switch
  _awsume_switch "$@" || _awsume_status=$?
  for _awsume_flag in T E k v x; do
    [[ $_awsume_flags != *$_awsume_flag* ]] || \builtin set "-$_awsume_flag"
  done
  \builtin return "$_awsume_status"
}

# `builtin` for functions of yours that are called local, set or export.
_awsume_switch() {
  \builtin local _awsume_output _awsume_rest _awsume_line _awsume_name _awsume_step _awsume_status=0
  \builtin local _awsume_quote="'\\''" _awsume_plain="'"

  # A declaration with the value on the same line would lose awsume's own status.
  _awsume_output=$(AWSUME_SHELL=bash ::AWSUME:: "$@") || \builtin return "$?"

  # Line by line, each looked at before the first is carried out. Statements are read, not evaluated: no trap, option or
  # message of bash gets hold of a value. One that fails (a read-only variable) does not stop the others.
  for _awsume_step in look act; do
    _awsume_rest=$_awsume_output
    while [[ -n $_awsume_rest ]]; do
      # The last line may be a long list: nothing is cut from that.
      _awsume_line=$_awsume_rest _awsume_rest='' _awsume_name=''
      if [[ $_awsume_line = *$'\n'* ]]; then
        _awsume_rest=${_awsume_line#*$'\n'}
        _awsume_line=${_awsume_line%"$_awsume_rest"}
        _awsume_line=${_awsume_line%$'\n'}
      fi
      if [[ $_awsume_line = [eu]* ]]; then
        _awsume_name=${_awsume_line#* }
        _awsume_name=${_awsume_name%%[=\;]*}
      fi
      case $_awsume_line in
        "printf '%s"*"';")
          [[ $_awsume_step = look ]] || \builtin eval "\\builtin $_awsume_line" || _awsume_status=$?
          \builtin continue
          ;;
        "export $_awsume_name='"*"';" | "unset $_awsume_name;") ;;
        *) _awsume_name=! ;;
      esac
      if [[ $_awsume_name = *[!a-zA-Z0-9_]* ]]; then
        \builtin echo "awsume: the program and its function are of different versions: open a new shell" >&2
        \builtin return 1
      fi
      [[ $_awsume_step = act ]] || \builtin continue
      if [[ $_awsume_line = u* ]]; then
        \builtin unset -v "$_awsume_name"
      else
        _awsume_line=${_awsume_line#*=\'}
        _awsume_line=${_awsume_line%\';}
        _awsume_line=${_awsume_line//"$_awsume_quote"/$_awsume_plain}
        # A variable that is a number would take a secret for an expression, and bash show it: it has 0 for 00. One that
        # makes capitals would change it unseen.
        \builtin export "$_awsume_name=00" && [[ ${!_awsume_name} = 00 ]] &&
          \builtin export "$_awsume_name=$_awsume_line" && [[ ${!_awsume_name} = "$_awsume_line" ]]
      fi 2>/dev/null || {
        \builtin echo "awsume: this shell does not let $_awsume_name be changed" >&2
        _awsume_status=1
      }
    done
  done
  \builtin return "$_awsume_status"
}

# awsume answers with the text for the place of the word under the cursor ($2), one candidate a line, quoted already.
_awsume_complete() {
  local _awsume_word
  COMPREPLY=()
  while IFS= read -r _awsume_word; do
    [[ -z $_awsume_word ]] || COMPREPLY+=("$_awsume_word")
  done <<<"$(::AWSUME:: __complete bash "${COMP_LINE:0:$COMP_POINT}" "$2" 2>/dev/null)"
}
complete -F _awsume_complete awsume

if [[ $_awsume_aliases = on ]]; then shopt -s expand_aliases; fi
\builtin unset -v _awsume_aliases
