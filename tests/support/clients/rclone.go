// rclone's S3 backend with env_auth: which access key signs a request, per profile. It tells nobody its credentials, so a
// server on loopback reads them from the signature. For each line of CONFIG<tab>CREDENTIALS<tab>PROFILE on standard
// input a line of JSON, with the access key id or what went wrong.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"sync/atomic"

	"github.com/rclone/rclone/backend/s3"
	"github.com/rclone/rclone/fs/config/configmap"
)

var (
	seen    atomic.Value
	signing = regexp.MustCompile("Credential=([^/]+)")
)

func main() {
	server := httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, request *http.Request) {
		if found := signing.FindStringSubmatch(request.Header.Get("Authorization")); found != nil {
			seen.Store(found[1])
		}
		out.WriteHeader(http.StatusForbidden)
	}))
	defer server.Close()
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		parts := strings.Split(lines.Text(), "\t")
		answer := map[string]string{}
		if key, err := findKey(server.URL, parts[0], parts[1], parts[2]); err != nil {
			answer["error"] = err.Error()
		} else {
			answer["key"] = key
		}
		text, _ := json.Marshal(answer)
		fmt.Println(string(text))
	}
}

func findKey(url, configFile, credentialsFile, profile string) (key string, err error) {
	defer func() {
		if problem := recover(); problem != nil {
			err = fmt.Errorf("panic: %v", problem)
		}
	}()
	os.Setenv("AWS_CONFIG_FILE", configFile)
	os.Setenv("AWS_SHARED_CREDENTIALS_FILE", credentialsFile)
	os.Setenv("AWS_PROFILE", profile)
	seen.Store("")
	ctx := context.Background()
	settings := configmap.Simple{
		"type": "s3", "provider": "AWS", "env_auth": "true", "region": "us-east-1", "endpoint": url,
		"force_path_style": "true", "list_chunk": "1000", "list_version": "2", "chunk_size": "5Mi",
		"upload_cutoff": "200Mi", "copy_cutoff": "4Gi", "max_upload_parts": "10000",
	}
	bucket, err := s3.NewFs(ctx, "reader", "bucket", settings)
	if err != nil {
		return "", err
	}
	_, err = bucket.List(ctx, "")
	if key = seen.Load().(string); key != "" {
		return key, nil
	}
	return "", errors.Join(errors.New("unsigned"), err)
}
