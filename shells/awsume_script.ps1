# awsume for PowerShell on Windows: a file of this text on the PATH, called awsume.ps1, is the command.
# `awsume.exe setup` puts it there. What a script sets in the environment stays in the session; all else that is here
# goes when the script ends. Completion is the one thing that needs a line in your profile (the file $PROFILE):
#   Invoke-Expression ((awsume init powershell) -join "`n")

[Diagnostics.DebuggerHidden()] param()

::FUNCTIONS::

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
exit $global:LASTEXITCODE
