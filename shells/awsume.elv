# awsume for elvish. This line in ~/.config/elvish/rc.elv loads it:  eval (e:awsume init elvish | slurp)
#
# A program cannot change the environment of the shell that started it. So awsume prints what has to change, one
# statement a line, and the function below evaluates it. Nothing runs now: what follows only defines functions.

# `builtin:` in all of them, because functions of yours may be called eval or slurp.
fn awsume {|@_awsume_words|
  use builtin

  # These commands never change this shell: input, output and terminal are theirs alone.
  if (builtin:has-value [::PASS_THROUGH::] [$@_awsume_words ''][0]) {
    tmp E:AWSUME_FUNCTION = elvish:::VERSION::
    ::AWSUME:: $@_awsume_words
    builtin:return
  }

  # Where awsume fails, its exception ends the function here, with its status in it, and nothing is evaluated.
  var _awsume_output = ({
    tmp E:AWSUME_SHELL = elvish
    ::AWSUME:: $@_awsume_words
  } | builtin:slurp)
  builtin:eval &ns=(builtin:ns [&]) $_awsume_output
}

# awsume answers with the words that may stand here, one a line; elvish chooses among them and quotes.
fn _awsume_complete {|@_awsume_words|
  use builtin
  try { ::AWSUME:: __complete elvish $@_awsume_words 2>/dev/null | builtin:from-lines } catch _ { }
}

# The functions of code that `eval` runs end with it. At a terminal there is `edit:`, which has a place for them.
{
  use builtin
  if ?(builtin:eval 'nop $edit:add-var~') {
    builtin:eval &ns=(builtin:ns [&awsume~=$awsume~ &complete~=$_awsume_complete~]) '
      edit:add-var awsume~ $awsume~
      set edit:completion:arg-completer[awsume] = $complete~'
  }
}
