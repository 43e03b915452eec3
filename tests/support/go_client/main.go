// Asks the STS at its first argument who it is, with the credentials that the Go SDK finds by itself.
package main

import (
	"context"
	"fmt"
	"os"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/sts"
)

func main() {
	settings, err := config.LoadDefaultConfig(context.TODO())
	if err == nil {
		client := sts.NewFromConfig(settings, func(o *sts.Options) { o.EndpointResolver = sts.EndpointResolverFromURL(os.Args[1]) })
		var identity *sts.GetCallerIdentityOutput
		identity, err = client.GetCallerIdentity(context.TODO(), &sts.GetCallerIdentityInput{})
		if err == nil {
			fmt.Println(aws.ToString(identity.Arn))
			return
		}
	}
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
