// The Go SDK 1, as it finds credentials by itself. For each line of CONFIG<tab>CREDENTIALS<tab>PROFILE on standard input
// a line of JSON, with the access key id or what went wrong.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/aws/aws-sdk-go/aws/session"
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
	found, err := session.NewSessionWithOptions(session.Options{
		Profile:           profile,
		SharedConfigState: session.SharedConfigEnable,
		SharedConfigFiles: []string{credentialsFile, configFile},
	})
	if err != nil {
		return "", err
	}
	value, err := found.Config.Credentials.Get()
	return value.AccessKeyID, err
}
