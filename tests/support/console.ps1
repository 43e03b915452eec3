# Runs scripts as the console of PowerShell does, with everything ending in Out-Default: only then do programs get
# the terminal itself instead of a pipe. (The host under test prints what is left over, and has no prompt.)
#   pwsh -NoProfile -File console.ps1 SCRIPT    runs the script; its status is that of the last program
#   pwsh -NoProfile -File console.ps1           asks for one line after the other, and completes words before a TAB

function global:_console_run($_console_work) {
  $_console_out = [Management.Automation.Runspaces.Command]::new('Out-Default')
  $_console_out.MergeUnclaimedPreviousCommandResults = 'Error, Output'
  $null = $_console_work.Commands.AddCommand($_console_out)
  try { $null = $_console_work.Invoke() } catch { [Console]::Error.WriteLine($_.Exception.InnerException.Message) }
}

function global:_console_complete($_console_line) {
  while (($_console_at = $_console_line.IndexOf("`t")) -ge 0) {
    $_console_typed = $_console_line.Substring(0, $_console_at)
    $_console_after = $_console_line.Substring($_console_at + 1)
    $_console_found = [Management.Automation.CommandCompletion]::CompleteInput($_console_typed, $_console_at, $null)
    $_console_text = $null
    foreach ($_console_match in $_console_found.CompletionMatches) {
      $_console_other = $_console_match.CompletionText
      if ($null -eq $_console_text) { $_console_text = $_console_other }
      while (-not $_console_other.StartsWith($_console_text)) {
        $_console_text = $_console_text.Substring(0, $_console_text.Length - 1)
      }
    }
    if ($null -ne $_console_text) { $_console_typed = $_console_typed.Substring(0, $_console_found.ReplacementIndex) + $_console_text }
    $_console_line = $_console_typed + $_console_after
  }
  $_console_line
}

function global:_console_start($_console_code) {
  _console_run ([powershell]::Create('CurrentRunspace').AddScript($_console_code, $false))
}

if ($args.Count -gt 0) {
  _console_start ([IO.File]::ReadAllText($args[0]))
} else {
  # Not [Console]::In, which would keep to itself what the next program is to read.
  $_console_in = [IO.StreamReader]::new([Console]::OpenStandardInput())
  while ($true) {
    [Console]::Write('PS> ')
    $_console_line = $_console_in.ReadLine()
    if ($null -eq $_console_line -or $_console_line -eq 'exit') { break }
    _console_start (_console_complete $_console_line)
  }
}
