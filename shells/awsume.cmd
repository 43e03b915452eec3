@rem awsume for cmd: a file of this text on the PATH, called awsume.cmd, is the command. `awsume.exe setup` puts it there.
@rem
@rem A program cannot change the environment of the shell that started it, but a batch file can. awsume prints what
@rem has to change, and this file carries it out. Nothing is written to the disk. `echo off` would last in a batch
@rem file that calls this one, so each line begins with @.
@rem
@rem What a variable holds is not parsed again between exclamation marks, so that is how lines are looked at.

@setlocal EnableExtensions DisableDelayedExpansion
@set _awsume_program=::AWSUME::
@set _awsume_words= %*

@rem These commands never change this shell: their output and terminal are theirs alone.
@set "_awsume_direct="
@setlocal EnableDelayedExpansion
@for /f "tokens=1" %%F in ("!_awsume_words!") do @for %%W in (::PASS_THROUGH::) do @if "%%~F"=="%%~W" endlocal & set "_awsume_direct=yes"
@if not defined _awsume_direct endlocal
@set _awsume_then=setlocal EnableExtensions DisableDelayedExpansion^& set "AWSUME_FUNCTION=cmd:::VERSION::"^& %_awsume_program% %*
@if defined _awsume_direct goto _awsume_end

@rem awsume writes UTF-8, and cmd reads it by the code page of the console. Without a console there is none.
@set "AWSUME_SHELL=cmd"
@set "_awsume_page="
@for /f "tokens=2 delims=:." %%P in ('%SystemRoot%\System32\chcp.com 2^>nul') do @set /a "_awsume_page=%%P" 2>nul
@if "%_awsume_page%"=="0" set "_awsume_page="
@if "%_awsume_page%"=="65001" set "_awsume_page="
@if defined _awsume_page %SystemRoot%\System32\chcp.com 65001 >nul

@rem What stands in quotes here is parsed once more, so it names variables. The last line of the answer is awsume's status.
@set "_awsume_status=exit 1"
@set "_awsume_then=ver>nul"
@for /f "delims=" %%L in ('@%%_awsume_program%%%%_awsume_words%% ^& call echo exit %%^^errorlevel%%') do @set "_awsume_line=%%L"& call :_awsume_read
@if defined _awsume_page %SystemRoot%\System32\chcp.com %_awsume_page% >nul
@rem `exit /b` here would not be a failure to `||` and `&&`.
@if not "%_awsume_status%"=="exit 0" set "_awsume_then="%ComSpec%" /d /c %_awsume_status%"
@goto _awsume_end

@rem One line of the answer. There are no parentheses around any of this, because readers of `echo(` do not agree what
@rem it means between them.
:_awsume_read
@setlocal EnableDelayedExpansion
@if "!_awsume_line!"=="echo:" goto _awsume_say_nothing
@if "!_awsume_line:~0,5!"=="echo:" goto _awsume_say
@if "!_awsume_line:~0,5!"=="echo(" goto _awsume_say_path
@if "!_awsume_line:~0,5!"=="exit " goto _awsume_take_status
@rem What cmd itself says when it starts (it can be told to) is none of them.
@if not "!_awsume_line:~0,4!"=="set " goto :eof
@for /f "delims=" %%C in ("!_awsume_then!&!_awsume_line!") do @endlocal & set "_awsume_then=%%C"
@goto :eof

:_awsume_say
@echo:!_awsume_line:~5!
@endlocal
@goto :eof

:_awsume_say_path
@echo(!_awsume_line:~5!
@endlocal
@goto :eof

:_awsume_say_nothing
@echo:
@endlocal
@goto :eof

:_awsume_take_status
@endlocal
@set "_awsume_status=%_awsume_line%"
@goto :eof

:_awsume_end
@endlocal & %_awsume_then%
