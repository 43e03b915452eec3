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

  # Until the end of this function: zsh's own options, no aliases, and neither `set -x` nor a DEBUG trap, which would
  # show your secrets.
  \builtin \emulate -L zsh -o no_aliases -o no_xtrace
  \builtin \trap - DEBUG
  \builtin \local _awsume_output _awsume_line _awsume_status=0

  # A declaration with the value on the same line would lose awsume's own status.
  _awsume_output=$(AWSUME_SHELL=zsh ::AWSUME:: "$@") || _awsume_status=$?

  # Line by line, for one that fails (a read-only variable) must neither stop the others nor go unnoticed; `eval`
  # keeps its error from ending the script. `builtin` for functions of yours called export, unset or printf.
  if [[ $_awsume_status -eq 0 ]]; then
    for _awsume_line in ${(f)_awsume_output}; do
      \builtin \eval "\\builtin $_awsume_line" || _awsume_status=$?
    done
  fi
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
