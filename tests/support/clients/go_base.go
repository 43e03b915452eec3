// aws-sdk-go-base, by which Terraform's provider, its S3 backend and Packer find credentials. For each line of
// CONFIG<tab>CREDENTIALS<tab>PROFILE on standard input a line of JSON, with the access key id or what went wrong.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/aws/aws-sdk-go-v2/feature/ec2/imds"
	base "github.com/hashicorp/aws-sdk-go-base/v2"
)

func main() {
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
	ctx := context.Background()
	_, settings, problems := base.GetAwsConfig(ctx, &base.Config{
		EC2MetadataServiceEnableState: imds.ClientDisabled,
		Profile:                       profile,
		Region:                        "us-east-1",
		SharedConfigFiles:             []string{configFile},
		SharedCredentialsFiles:        []string{credentialsFile},
		SkipCredsValidation:           true,
	})
	if problems.HasError() {
		return "", fmt.Errorf("%s %s", problems[0].Summary(), problems[0].Detail())
	}
	found, err := settings.Credentials.Retrieve(ctx)
	return found.AccessKeyID, err
}
