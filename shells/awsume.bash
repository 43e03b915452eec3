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
      return
      ;;
  esac

  # `set -x` and `set -v` would show your secrets; they are back on when the secrets are in place.
  local _awsume_flags=$- _awsume_output _awsume_line _awsume_status=0
  { set +vx; } 2>/dev/null

  # A declaration with the value on the same line would lose awsume's own status.
  _awsume_output=$(AWSUME_SHELL=bash ::AWSUME:: "$@") || _awsume_status=$?

  # Line by line, for one that fails (a read-only variable) must neither stop the others nor go unnoticed;
  # `builtin` for aliases and functions of yours that are called export, unset or printf.
  if [[ $_awsume_status -eq 0 ]]; then
    local IFS=$'\n'
    set -f
    # shellcheck disable=SC2086 # to be split at line ends, and only there
    set -- $_awsume_output
    [[ $_awsume_flags = *f* ]] || set +f
    for _awsume_line in "$@"; do
      builtin eval "\\builtin $_awsume_line" || _awsume_status=$?
    done
  fi

  [[ $_awsume_flags != *v* ]] || set -v
  [[ $_awsume_flags != *x* ]] || set -x
  return "$_awsume_status"
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
