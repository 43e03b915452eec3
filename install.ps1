# Installs awsume on Windows, for you alone and without an administrator's rights. In Windows PowerShell 5.1 or later:
#
#   powershell -ExecutionPolicy Bypass -File install.ps1 [-Prefix DIR] [-Offline FILE [-Sha256 HEX]] [-From URL]
#   powershell -ExecutionPolicy Bypass -File install.ps1 -Uninstall [-Prefix DIR]
#
# A release has a copy of this script with its own version, address and SHA-256 sums in the three lines below. Nothing is
# unpacked before its sum was checked, and nothing replaces a file that this script has not put there. The PATH is not
# changed here: `awsume.exe setup` does that, and shows it first.
param(
  [string] $Prefix = '',
  [string] $Offline = '',
  [string] $Sha256 = '',
  [string] $From = '',
  [switch] $Uninstall
)

$version = ''
$source = ''
$sums = ''

$ErrorActionPreference = 'Stop'
# The functions below are plain .NET where a cmdlet would do, because an old PowerShell lacks some and may log others.
$target = 'windows-x64'
$slash = [IO.Path]::DirectorySeparatorChar

function Stop-Install([string] $what, [string] $hint) {
  [Console]::Error.WriteLine("install.ps1: $what")
  [Console]::Error.WriteLine("             $hint")
  exit 1
}

function Say([string] $text) { [Console]::Out.WriteLine($text) }

function Find-Prefix {
  if ($Prefix) { return [IO.Path]::GetFullPath([IO.Path]::Combine($PWD.ProviderPath, $Prefix)) }
  $local = [Environment]::GetFolderPath('LocalApplicationData')
  if (-not $local) { Stop-Install 'Cannot tell where to install' 'Name a folder: -Prefix DIR' }
  return [IO.Path]::Combine($local, 'awsume')
}

# The sum of the archive that this script itself knows.
function Find-PinnedSum {
  foreach ($line in $sums -split '\r?\n') {
    if ($line -cmatch "^([0-9a-f]{64})  awsume-[^ ]*-$target\.zip$") { return $Matches[1] }
  }
  return ''
}

# The line of an archive in the SHA256SUMS beside it.
function Find-SumBeside([string] $file) {
  $beside = [IO.Path]::Combine([IO.Path]::GetDirectoryName($file), 'SHA256SUMS')
  if (-not [IO.File]::Exists($beside)) { return '' }
  $name = [regex]::Escape([IO.Path]::GetFileName($file))
  foreach ($line in [IO.File]::ReadAllLines($beside)) {
    if ($line -cmatch "^([0-9a-f]{64}) [ *]$name$") { return $Matches[1] }
  }
  return ''
}

function Get-Sum([string] $file) {
  $algorithm = [Security.Cryptography.SHA256]::Create()
  $stream = [IO.File]::OpenRead($file)
  try { return [BitConverter]::ToString($algorithm.ComputeHash($stream)).Replace('-', '').ToLowerInvariant() }
  finally { $stream.Dispose() }
}

function Get-Archive([string] $folder) {
  $archive = [IO.Path]::Combine($folder, 'archive.zip')
  if ($Offline) {
    $file = [IO.Path]::GetFullPath([IO.Path]::Combine($PWD.ProviderPath, $Offline))
    if (-not [IO.File]::Exists($file)) { Stop-Install "Cannot find the archive $file" 'Give the file that you downloaded' }
    [IO.File]::Copy($file, $archive)
    return $archive
  }
  if (-not (Find-PinnedSum)) {
    Stop-Install 'Cannot download: this install.ps1 knows no sums' 'Take it from the page of a release, or give the archive: -Offline FILE'
  }
  $place = $source
  if ($From) { $place = $From.TrimEnd('/') }
  if (-not $place) { Stop-Install 'Cannot download: this install.ps1 knows no address' 'Give one: -From URL' }
  $address = "$place/awsume-$version-$target.zip"
  Say "Downloading $address"
  # Windows PowerShell 5.1 may offer no more than TLS 1.0 by itself.
  [Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12
  try { (New-Object Net.WebClient).DownloadFile($address, $archive) }
  catch { Stop-Install "Cannot download $address" 'Look at the network, or download it elsewhere: -Offline FILE' }
  return $archive
}

function Assert-Sum([string] $archive) {
  $wanted = @(@((Find-PinnedSum), $Sha256.ToLowerInvariant()) -ne '')
  if ($wanted.Count -eq 0 -and $Offline) {
    $beside = Find-SumBeside ([IO.Path]::GetFullPath([IO.Path]::Combine($PWD.ProviderPath, $Offline)))
    $wanted = @(@($beside) -ne '')
  }
  if ($wanted.Count -eq 0) {
    Stop-Install "Cannot check $Offline`: its SHA-256 is not known" 'Put SHA256SUMS of the release beside it, or give the sum: -Sha256 HEX'
  }
  $found = Get-Sum $archive
  foreach ($each in $wanted) {
    if ($each -ne $found) {
      Stop-Install "Cannot trust the archive: its SHA-256 is $found, not $each" 'Download it again, from the page of the release'
    }
  }
}

# The files of the archive's one folder, relative to it.
function Expand-Files([string] $archive, [string] $folder) {
  [void] [Reflection.Assembly]::LoadWithPartialName('System.IO.Compression.FileSystem')
  [IO.Compression.ZipFile]::ExtractToDirectory($archive, $folder)
  $tops = @([IO.Directory]::GetDirectories($folder))
  if ($tops.Count -ne 1 -or -not $tops[0].EndsWith("-$target")) {
    Stop-Install "Cannot install this archive: it is not for $target" 'Download the one for Windows'
  }
  return $tops[0]
}

function Get-RelativeFiles([string] $top) {
  return @([IO.Directory]::GetFiles($top, '*', 'AllDirectories') | ForEach-Object { $_.Substring($top.Length + 1) })
}

# What an installation has put there, by its own list; never a path that leads out of the folder.
function Read-Manifest([string] $manifest) {
  if (-not [IO.File]::Exists($manifest)) { return @() }
  return @([IO.File]::ReadAllLines($manifest) | Where-Object { $_ -and $_ -notmatch '(^|[\\/])\.\.([\\/]|$)|^[\\/]|:' })
}

function Remove-Files([string] $place, $files) {
  foreach ($file in $files) {
    try { [IO.File]::Delete([IO.Path]::Combine($place, $file)) }
    catch { Stop-Install "Cannot remove $place$slash$file" 'Close the programs that use it, and try again' }
  }
  foreach ($folder in @('docs', 'completions', 'man', 'bin', '')) {
    $path = [IO.Path]::Combine($place, $folder)
    if (-not [IO.Directory]::Exists($path)) { continue }
    if (@([IO.Directory]::GetFileSystemEntries($path)).Count -eq 0) { [IO.Directory]::Delete($path) }
  }
}

function Install-Awsume([string] $place, [string] $manifest) {
  if ([IO.File]::Exists($place)) { Stop-Install "Cannot install into $place`: it is a file" 'Choose another folder: -Prefix DIR' }
  $isThere = [IO.Directory]::Exists($place) -and @([IO.Directory]::GetFileSystemEntries($place)).Count -gt 0
  if ($isThere -and -not [IO.File]::Exists($manifest)) {
    Stop-Install "Cannot install into $place`: there is something in it that is not from this script" 'Move it away, or choose another folder: -Prefix DIR'
  }
  $stage = "$place.new"
  try {
    if ([IO.Directory]::Exists($stage)) { [IO.Directory]::Delete($stage, $true) }
    [void] [IO.Directory]::CreateDirectory($stage)
  } catch { Stop-Install "Cannot write to $stage" 'Choose a folder that you may write to: -Prefix DIR' }
  try {
    $archive = Get-Archive $stage
    Assert-Sum $archive
    Move-Files (Expand-Files $archive ([IO.Path]::Combine($stage, 'unpacked'))) $place
  } finally {
    if ([IO.Directory]::Exists($stage)) { [IO.Directory]::Delete($stage, $true) }
  }
}

function Move-Files([string] $top, [string] $place) {
  $files = @(Get-RelativeFiles $top)
  Remove-Files $place @(Read-Manifest $manifest)
  foreach ($file in $files) {
    $path = [IO.Path]::Combine($place, $file)
    [void] [IO.Directory]::CreateDirectory([IO.Path]::GetDirectoryName($path))
    [IO.File]::Move([IO.Path]::Combine($top, $file), $path)
  }
  [IO.File]::WriteAllLines($manifest, [string[]] ($files + 'manifest'))
}

function Uninstall-Awsume([string] $place, [string] $manifest) {
  if (-not [IO.File]::Exists($manifest)) { Stop-Install "There is nothing of awsume in $place" 'Name the folder it is in: -Prefix DIR' }
  $program = [IO.Path]::Combine($place, 'awsume.exe')
  # It takes its folder out of the PATH, if it has put it there.
  if ($slash -eq '\' -and [IO.File]::Exists($program)) { & $program setup --undo --yes }
  Remove-Files $place @(Read-Manifest $manifest)
  Say "awsume is removed from $place. Its settings and its cache are still in the folder .awsume of your home."
}

$place = Find-Prefix
$manifest = [IO.Path]::Combine($place, 'manifest')
if ($Uninstall) {
  Uninstall-Awsume $place $manifest
} else {
  Install-Awsume $place $manifest
  Say "awsume is in $place"
  Say 'Run this line once, and open a new terminal:'
  Say "& '$($place.Replace("'", "''"))$($slash)awsume.exe' setup"
}
