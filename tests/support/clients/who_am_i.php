<?php
// The credentials file as the AWS SDK for PHP 3 reads it (Aws\parse_ini_file and CredentialProvider::ini/process),
// which is not among the packages that can be installed here: lines that begin with # go, the rest is PHP's own parser
// in its raw mode. For each line of CONFIG<tab>CREDENTIALS<tab>PROFILE on standard input a line of JSON.
function read(string $path): array|false
{
    return @parse_ini_string(preg_replace('/^#.*\n/m', '', file_get_contents($path)), true, INI_SCANNER_RAW);
}

function find(string $credentials, string $profile): array
{
    $profiles = read($credentials);
    if ($profiles === false) return ['error' => 'invalid credentials file'];
    if (!isset($profiles[$profile])) return ['error' => 'no such profile'];
    $found = $profiles[$profile];
    if (isset($found['aws_access_key_id'])) return ['key' => $found['aws_access_key_id']];
    if (!isset($found['credential_process'])) return ['error' => 'no credentials'];
    $answer = json_decode(shell_exec($found['credential_process']) ?? '', true);
    return isset($answer['AccessKeyId']) ? ['key' => $answer['AccessKeyId']] : ['error' => 'the process gave none'];
}

while (($line = fgets(STDIN)) !== false) {
    [, $credentials, $profile] = explode("\t", rtrim($line, "\n"));
    echo json_encode(find($credentials, $profile), JSON_INVALID_UTF8_SUBSTITUTE), "\n";
}
