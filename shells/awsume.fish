# awsume for fish. This line in ~/.config/fish/config.fish loads it:  command awsume init fish | source
#
# A program cannot change the environment of the shell that started it. So awsume prints what has to change, one
# statement a line, and the function below evaluates it. Nothing runs now: what follows only defines functions, the
# first of them in the place of an alias, which is a function in fish.

function awsume --description 'AWS credentials for this shell'
    # These commands never change this shell: input, output and terminal are theirs alone.
    switch "$argv[1]"
        case ::PASS_THROUGH::
            AWSUME_FUNCTION=fish:::VERSION:: ::AWSUME:: $argv
            return
    end

    # `fish_trace` would show your secrets.
    set -l fish_trace

    # Not `set (awsume)`: a command substitution does not hand over the input of the function, and an empty IFS
    # would join its lines. `read` has a status of its own, that of awsume is in the list of the pipe's.
    set -l _awsume_output
    AWSUME_SHELL=fish ::AWSUME:: $argv | read -z -a -d \n _awsume_output
    set -l _awsume_status $pipestatus[1]
    test "$_awsume_status" = 0; or return $_awsume_status

    for _awsume_line in $_awsume_output
        eval $_awsume_line
    end

    # Not the status of the last line: that of erasing a variable which does not exist is 4.
    return 0
end

# awsume answers with the words that may stand here, one a line; fish chooses among them and quotes.
function _awsume_complete
    ::AWSUME:: __complete fish (builtin commandline -opc) (builtin commandline -ct) 2>/dev/null
end
builtin complete -c awsume -e
builtin complete -c awsume -f -a '(_awsume_complete)'
