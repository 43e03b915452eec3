# awsume for nushell. This line in config.nu loads it, from the folder that nushell reads after that file:
#   mkdir ($nu.data-dir | path join vendor/autoload)
#   ^awsume init nushell | save -f ($nu.data-dir | path join vendor/autoload/awsume.nu)
#
# A program cannot change the environment of the shell that started it, and nushell evaluates nothing while it runs.
# So awsume prints what has to change as JSON, one record a line, and the command below carries it out.

# AWS credentials for this shell
def --env --wrapped awsume [...words: string@_awsume_complete]: any -> any {
  let input = $in

  # These commands never change this shell: output and terminal are theirs alone.
  if ($words | get -o 0 | default "") in [::PASS_THROUGH::] {
    with-env {AWSUME_FUNCTION: "nushell:::VERSION::"} { $input | _awsume_run ...$words }
    return
  }

  # Where awsume fails, its error ends the command here, with its status in it, and nothing is carried out.
  let output = with-env {AWSUME_SHELL: nushell} { $input | _awsume_run ...$words }

  let answers = $output | default "" | lines | each { from json }
  for answer in $answers {
    if "unset" in $answer {
      hide-env --ignore-errors ...$answer.unset
      # Under a hidden value the one shows again that nushell was started with. Programs get no variable that is null.
      for name in $answer.unset { if $name in $env { load-env {$name: null} } }
    }
    if "set" in $answer { load-env $answer.set }
  }
  $env.LAST_EXIT_CODE = 0

  # Given back, for `print` would pass by a pipe.
  let said = $answers | get -o say | compact
  if ($said | is-not-empty) { $said | str join }
}

# An empty pipe is not the same as none: a program could not read the terminal.
def --wrapped _awsume_run [...words: string]: any -> any {
  let input = $in
  if $input == null { ^::AWSUME:: ...$words } else { $input | ^::AWSUME:: ...$words }
}

# awsume answers with the words that may stand here, one a line, quoted already; nushell chooses among them.
def _awsume_complete [context: string] {
  try { ^::AWSUME:: __complete nushell $context | complete | get stdout | lines } catch { [] }
}
