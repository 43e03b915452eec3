// The Go SDK 2, as it finds credentials by itself. Without arguments: whose the credentials are, asked of STS. With
// "keys": for each line of CONFIG<tab>CREDENTIALS<tab>PROFILE on standard input a line of JSON, with the access key id
// or what went wrong.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/sts"
)

func main() {
	if len(os.Args) > 1 {
		readKeys()
		return
	}
	arn, err := whoAmI(context.Background())
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(arn)
}

func whoAmI(ctx context.Context) (string, error) {
	settings, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return "", err
	}
	identity, err := sts.NewFromConfig(settings).GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{})
	if err != nil {
		return "", err
	}
	return *identity.Arn, nil
}

func readKeys() {
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		parts := strings.Split(lines.Text(), "\t")
		key, err := findKey(parts[0], parts[1], parts[2])
		answer := map[string]string{"key": key}
		if err != nil {
			answer = map[string]string{"error": err.Error()}
		}
		text, _ := json.Marshal(answer)
		fmt.Println(string(text))
	}
}

func findKey(configFile, credentialsFile, profile string) (key string, err error) {
	defer func() {
		if problem := recover(); problem != nil {
			err = fmt.Errorf("panic: %v", problem)
		}
	}()
	os.Setenv("AWS_CONFIG_FILE", configFile)
	os.Setenv("AWS_SHARED_CREDENTIALS_FILE", credentialsFile)
	os.Setenv("AWS_PROFILE", profile)
	ctx := context.Background()
	settings, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return "", err
	}
	found, err := settings.Credentials.Retrieve(ctx)
	return found.AccessKeyID, err
}
