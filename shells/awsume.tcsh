: 'awsume for tcsh. This line in ~/.tcshrc loads it:  eval "`awsume init tcsh`"';
: 'The text reaches tcsh as one line, which a comment would end: so these are words that are not read.';
: 'A program cannot change the environment of the shell that started it. So awsume prints what has to change, one';
: 'statement a line, and the alias below evaluates it. Nothing runs now: what follows only defines aliases.';

: 'tcsh leaves empty words out of a list. So each gets a comma, and sh takes it off. exec hands on the signals, too.';
set _awsume_program = (sh -c 'for _awsume_word do set -- "$@" "${_awsume_word#,}"; shift; done; exec "$@"' sh ::AWSUME::);
alias _awsume_call '$_awsume_program:q $_awsume_words:q';
alias _awsume_mark 'set _awsume_count = ($_awsume_count x); set _awsume_words[$#_awsume_count] = ,"$_awsume_words[$#_awsume_count]:q"';
alias _awsume_run 'set _awsume_count = (); repeat $#_awsume_words eval _awsume_mark; set _awsume_count = ($_awsume_words:q ,); set _awsume_way = captured; if ("$_awsume_count[1]:q" == ,::PASS_THROUGH::) set _awsume_way = direct; eval _awsume_$_awsume_way';

: 'These commands never change this shell: output and terminal are theirs alone.';
alias _awsume_direct '\env AWSUME_FUNCTION=tcsh:::VERSION:: $_awsume_program:q $_awsume_words:q; eval "unset _awsume_count _awsume_words _awsume_way; set status = $status"';

: 'set echo and set verbose would show your secrets; they are back on when the secrets are in place.';
alias _awsume_captured 'set _awsume_count = ($?echo $?verbose); unset echo verbose; set _awsume_output = "`setenv AWSUME_SHELL tcsh; _awsume_call`"; set _awsume_way = $status; if ($_awsume_way == 0) eval $_awsume_output:q; if ($_awsume_count[1]) set echo; if ($_awsume_count[2]) set verbose; eval "unset _awsume_count _awsume_words _awsume_output _awsume_way; set status = $_awsume_way"';

: 'An alias is read before its words are: this eval gives them to the shell as they were typed, and once.';
alias awsume 'eval set _awsume_words = \(\!*:q\)\; _awsume_run';

: 'awsume answers with the words that may stand here, one a line; tcsh chooses among them and quotes.';
alias _awsume_complete '$_awsume_program:q __complete tcsh "$COMMAND_LINE:q"';
complete awsume 'p@*@`_awsume_complete`@';
