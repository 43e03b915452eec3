# awsume for zsh. This line in ~/.zshrc loads it, before or after compinit:  eval "$(command awsume init zsh)"
#
# A program cannot change the environment of the shell that started it. So awsume prints what has to change, one
# statement a line, and the function below evaluates it. Nothing runs now: what follows only defines functions.

# zsh reads what `eval` is given to its end before it runs the first line: it is too late then to switch aliases
# off. Hence the backslashes, for no alias stands for a quoted word: not a global one in an argument, and not the
# `alias awsume="source awsume"` of the Python tool, which is dropped because it would be found before the function.
\builtin \unalias \awsume 2>/dev/null || \builtin \true

\awsume() {
  # These commands never change this shell: input, output and terminal are theirs alone.
  case "${1-}" in
    ::PASS_THROUGH::)
      AWSUME_FUNCTION=zsh:::VERSION:: ::AWSUME:: "$@"
      \return
      ;;
  esac

  # Until the end of this function: zsh's own options, no aliases, and neither `set -x` nor a trap, which would show
  # your secrets.
  \builtin \emulate -L zsh -o no_aliases -o no_xtrace
  \builtin \trap - DEBUG ZERR
  \builtin \local _awsume_output _awsume_line _awsume_name _awsume_step _awsume_status=0

  # A declaration with the value on the same line would lose awsume's own status.
  _awsume_output=$(AWSUME_SHELL=zsh ::AWSUME:: "$@") || \builtin \return "$?"

  # Line by line, each looked at before the first is carried out. Statements are read, not evaluated: no message of zsh
  # gets hold of a value. One that fails (a read-only variable) does not stop the others, and `eval` keeps its error
  # from ending the script. `builtin` for functions of yours called export, unset or printf.
  for _awsume_step in look act; do
    for _awsume_line in ${(f)_awsume_output}; do
      _awsume_name=${${_awsume_line#* }%%[=\;]*}
      case $_awsume_line in
        ("printf '%s"*"';")
          [[ $_awsume_step = look ]] || \builtin \eval "\\builtin $_awsume_line" || _awsume_status=$?
          \builtin \continue
          ;;
        ("export $_awsume_name='"*"';" | "unset $_awsume_name;") ;;
        (*) _awsume_name=! ;;
      esac
      if [[ $_awsume_name = *[^a-zA-Z0-9_]* ]]; then
        \builtin \print -u2 "awsume: the program and its function are of different versions: open a new shell"
        \builtin \return 1
      fi
      [[ $_awsume_step = act ]] || \builtin \continue
      if [[ $_awsume_line = u* ]]; then
        \builtin \eval '\builtin \unset -v "$_awsume_name"' 2>/dev/null
      else
        _awsume_line=${(Q)${_awsume_line#*=}%;}
        \builtin \eval '\builtin \export "$_awsume_name=$_awsume_line"' 2>/dev/null &&
          [[ ${(P)_awsume_name} = "$_awsume_line" ]]
      fi || {
        \builtin \print -u2 "awsume: this shell does not let $_awsume_name be changed"
        _awsume_status=1
      }
    done
  done
  \return "$_awsume_status"
}

# awsume answers with the words that may stand here, one a line; zsh chooses among them and quotes. `_wanted`
# brings in your styles, that of matching without regard to case for one.
_awsume_complete() {
  \builtin \local -a _awsume_words _awsume_expl
  _awsume_words=(${(f)"$(::AWSUME:: __complete zsh "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)"})
  \_wanted awsume _awsume_expl 'profile, command or option' \compadd -a _awsume_words
}

# compinit may come later than this text, or a second time and forget: so this waits for a prompt that has compdef.
_awsume_register() {
  \builtin \emulate -L zsh
  if (( ${+functions[compdef]} )); then
    precmd_functions=(${precmd_functions:#_awsume_register})
    \compdef _awsume_complete awsume
  fi
}
if [[ -o interactive ]]; then
  \builtin \typeset -ga precmd_functions
  precmd_functions+=(_awsume_register)
fi
