# awsume for PowerShell. This line in your profile (the file $PROFILE) loads it:
#   Invoke-Expression ((awsume init powershell) -join "`n")
#
# A program cannot change the environment of the shell that started it. So awsume prints what has to change, one
# statement a line, and the function below carries it out. Nothing runs now: what follows only defines functions.
# DebuggerHidden keeps their insides, and with them your secrets, out of what `Set-PSDebug -Trace` shows.

# An alias would be found before the function.
if ($ExecutionContext.InvokeProvider.Item.Exists('Alias:awsume')) {
  $ExecutionContext.InvokeProvider.Item.Remove(@('Alias:awsume'), $false, $true, $true)
}

function global:awsume {
  [Diagnostics.DebuggerHidden()] param()
  $_awsume_words = @(_awsume_typed $MyInvocation $args)
  $_awsume_input = $null
  if ($MyInvocation.ExpectingInput) { $_awsume_input = @($input) }

  # What it stays when the executable is gone.
  $global:LASTEXITCODE = 127

  if ($_awsume_words.Count -gt 0 -and @(::PASS_THROUGH::) -ccontains $_awsume_words[0]) {
    # These commands never change this shell: output and terminal are theirs alone.
    _awsume_direct $_awsume_words $_awsume_input
  } else {
    $_awsume_output = @(_awsume_ask $_awsume_words $_awsume_input)
    if ($global:LASTEXITCODE -eq 0) { _awsume_apply $_awsume_output }
  }

  # For `awsume prod && terraform apply` and `$?`, the pipeline has to know. The public way is for cmdlets; a function
  # that became one would take -v for its own -Verbose. Where PowerShell refuses this one, `$?` stays true.
  if ($global:LASTEXITCODE -ne 0) {
    try {
      $_awsume_at = $ExecutionContext
      foreach ($_awsume_member in '_context', 'CurrentCommandProcessor', 'CommandRuntime', 'PipelineProcessor') {
        $_awsume_at = $_awsume_at.GetType().InvokeMember(
          $_awsume_member, 'GetField, GetProperty, Instance, Public, NonPublic', $null, $_awsume_at, $null)
      }
      $null = $_awsume_at.GetType().InvokeMember(
        'ExecutionFailed', 'SetProperty, Instance, Public, NonPublic', $null, $_awsume_at, @($true))
    } catch { }
  }
}

# Runs awsume with exactly these words. Words that are quoted already are the one form that every PowerShell passes
# on unharmed, if it is told so: bare ones lose quotes in old versions, and `*` becomes the names of files.
function global:_awsume_run {
  [Diagnostics.DebuggerHidden()] param($_awsume_words, $_awsume_input)
  $PSNativeCommandArgumentPassing = 'Legacy'
  $OutputEncoding = [Text.UTF8Encoding]::new($false)
  $_awsume_words = @(
    $_awsume_words -replace '(\\*)"', '$1$1\"' -replace '(\\+)\z', '$1$1' -replace '(?s)\A(.*)\z', '"$1"'
  )
  if ($null -eq $_awsume_input) { & ::AWSUME:: $_awsume_words } else { $_awsume_input | & ::AWSUME:: $_awsume_words }
}

# The same for what runs straight through, which is told the version of this function.
function global:_awsume_direct {
  [Diagnostics.DebuggerHidden()] param($_awsume_words, $_awsume_input)
  $_awsume_function = $env:AWSUME_FUNCTION
  try {
    $env:AWSUME_FUNCTION = 'powershell:::VERSION::'
    _awsume_run $_awsume_words $_awsume_input
  } finally {
    $env:AWSUME_FUNCTION = $_awsume_function
  }
}

# The same for output that is read here: awsume is told the shell, and nobody else is, not even after Ctrl-C.
function global:_awsume_ask {
  [Diagnostics.DebuggerHidden()] param($_awsume_words, $_awsume_input)
  $_awsume_shell = $env:AWSUME_SHELL
  $_awsume_encoding = [Console]::OutputEncoding
  try {
    $env:AWSUME_SHELL = 'powershell'
    # A process without a console has no encoding to set.
    try { [Console]::OutputEncoding = [Text.UTF8Encoding]::new($false) } catch { }
    _awsume_run $_awsume_words $_awsume_input
  } finally {
    $env:AWSUME_SHELL = $_awsume_shell
    try { [Console]::OutputEncoding = $_awsume_encoding } catch { }
  }
}

# Carries out `$env:NAME = 'value'`, `$env:NAME = $null` and `'words for the person'`. They are read, not evaluated:
# Windows can be set to log all code that is evaluated, and this code holds secrets.
function global:_awsume_apply {
  [Diagnostics.DebuggerHidden()] param($_awsume_lines)
  $_awsume_known = '^(?:\$env:(?<name>\w+) = \$null|(?:\$env:(?<name>\w+) = )?''(?<value>.*)'')$'
  if (@($_awsume_lines -notmatch $_awsume_known).Count -gt 0) {
    throw 'awsume and its function are of different versions: open a new PowerShell'
  }
  foreach ($_awsume_line in $_awsume_lines) {
    $null = $_awsume_line -match $_awsume_known
    $_awsume_value = [Management.Automation.Language.NullString]::Value
    if ($Matches.Contains('value')) { $_awsume_value = $Matches['value'] -replace "(['\u2018-\u201b])\1", '$1' }
    if (-not $Matches.Contains('name')) { $_awsume_value; continue }
    [Environment]::SetEnvironmentVariable($Matches['name'], $_awsume_value)
  }
}

# The words as they were typed. A function is not given them so: PowerShell drops the first bare `--`, makes a list
# of `a,b` and two words of `-a:b`, and takes 007 for 7. Where it does not say what was typed (after @list, and
# before 7.4 after a line end), the values have to do.
function global:_awsume_typed {
  [Diagnostics.DebuggerHidden()] param($_awsume_call, $_awsume_values)
  $_awsume_text = ''
  if ($_awsume_call.PSObject.Properties['Statement']) {
    $_awsume_text = $_awsume_call.Statement
  } elseif ($_awsume_call.OffsetInLine -gt 0) {
    $_awsume_text = $_awsume_call.Line.Substring($_awsume_call.OffsetInLine - 1)
  }
  $_awsume_next = 0
  foreach ($_awsume_part in @(_awsume_parse $_awsume_text)) {
    $_awsume_argument = $null
    if ($_awsume_part -is [Management.Automation.Language.CommandParameterAst]) {
      if ($_awsume_part.ParameterName -eq '-') { '--'; continue }
      $_awsume_argument = $_awsume_part.Argument
    } elseif ($_awsume_part -is [Management.Automation.Language.VariableExpressionAst] -and $_awsume_part.Splatted) {
      break
    }
    if ($_awsume_next + [int]($null -ne $_awsume_argument) -ge $_awsume_values.Count) { break }
    $_awsume_words = @(_awsume_spell $_awsume_part $_awsume_values[$_awsume_next++])
    if ($null -ne $_awsume_argument) {
      $_awsume_words += _awsume_spell $_awsume_argument $_awsume_values[$_awsume_next++]
      $_awsume_end = $_awsume_part.ErrorPosition.EndOffset
      if ($_awsume_end -eq $_awsume_argument.Extent.StartOffset) { $_awsume_words = -join $_awsume_words }
    }
    $_awsume_words
  }
  for (; $_awsume_next -lt $_awsume_values.Count; $_awsume_next++) {
    _awsume_spell $null $_awsume_values[$_awsume_next]
  }
}

# What follows the name of the first command in a text, as PowerShell itself takes it apart.
function global:_awsume_parse {
  [Diagnostics.DebuggerHidden()] param($_awsume_text)
  $_awsume_script = [Management.Automation.Language.Parser]::ParseInput($_awsume_text, [ref]$null, [ref]$null)
  $_awsume_command = $_awsume_script.Find({
    [Diagnostics.DebuggerHidden()] param($_awsume_ast)
    $_awsume_ast -is [Management.Automation.Language.CommandAst]
  }, $false)
  if ($null -eq $_awsume_command) { return }
  foreach ($_awsume_part in $_awsume_command.CommandElements) {
    if ($_awsume_part -ne $_awsume_command.CommandElements[0]) { $_awsume_part }
  }
}

# The words that one value stands for, given how it was typed, if that is known.
function global:_awsume_spell {
  [Diagnostics.DebuggerHidden()] param($_awsume_part, $_awsume_value)
  if ($_awsume_part -is [Management.Automation.Language.ArrayLiteralAst]) {
    $_awsume_at = 0
    @(
      foreach ($_awsume_item in $_awsume_part.Elements) { _awsume_spell $_awsume_item $_awsume_value[$_awsume_at++] }
    ) -join ','
  } elseif ($_awsume_part -is [Management.Automation.Language.ConstantExpressionAst] -and
    $_awsume_value -isnot [string]) {
    $_awsume_part.Extent.Text
  } else {
    foreach ($_awsume_item in $_awsume_value) { "$_awsume_item" }
  }
}

# awsume is told the words up to the cursor, and answers with whole words, one candidate a line, quoted already.
Microsoft.PowerShell.Core\Register-ArgumentCompleter -Native -CommandName awsume -ScriptBlock {
  [Diagnostics.DebuggerHidden()] param($_awsume_typed, $_awsume_command, $_awsume_cursor)
  $ErrorActionPreference = 'SilentlyContinue'
  $_awsume_status = $ExecutionContext.SessionState.PSVariable.GetValue('global:LASTEXITCODE')
  $_awsume_words = @('__complete', 'powershell')
  foreach ($_awsume_part in $_awsume_command.CommandElements) {
    if ($_awsume_part.Extent.StartOffset -ge $_awsume_cursor) { break }
    $_awsume_is_text = $_awsume_part -is [Management.Automation.Language.StringConstantExpressionAst]
    $_awsume_words += if ($_awsume_is_text) { $_awsume_part.Value } else { $_awsume_part.Extent.Text }
  }
  if ($_awsume_typed -eq '') { $_awsume_words += '' }
  _awsume_ask $_awsume_words $null 2>$null
  $global:LASTEXITCODE = $_awsume_status
}
