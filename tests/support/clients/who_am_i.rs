//! The Rust SDK, as it finds credentials by itself. For each line of CONFIG<tab>CREDENTIALS<tab>PROFILE on standard input
//! a line of JSON, with the access key id or what went wrong. Nobody is called: its usual HTTP client, which takes longer
//! to build than all the rest, is not there.
use aws_config::default_provider::credentials::DefaultCredentialsChain;
use aws_config::provider_config::ProviderConfig;
use aws_credential_types::provider::ProvideCredentials;
use aws_smithy_runtime_api::client::http::{
    http_client_fn, HttpConnector, HttpConnectorFuture, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::result::ConnectorError;
use std::io::BufRead;

#[derive(Debug)]
struct NoNetwork;

impl HttpConnector for NoNetwork {
    fn call(&self, _: HttpRequest) -> HttpConnectorFuture {
        HttpConnectorFuture::ready(Err(ConnectorError::io("there is no network".into())))
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    for line in std::io::stdin().lock().lines() {
        let line = line.expect("UTF-8 on standard input");
        let parts: Vec<&str> = line.split('\t').collect();
        let answer = match find_key(parts[0], parts[1], parts[2]).await {
            Ok(key) => serde_json::json!({ "key": key }),
            Err(error) => serde_json::json!({ "error": error }),
        };
        println!("{answer}");
    }
}

async fn find_key(config: &str, credentials: &str, profile: &str) -> Result<String, String> {
    std::env::set_var("AWS_CONFIG_FILE", config);
    std::env::set_var("AWS_SHARED_CREDENTIALS_FILE", credentials);
    std::env::set_var("AWS_PROFILE", profile);
    let client = http_client_fn(|_, _| SharedHttpConnector::new(NoNetwork));
    let settings = ProviderConfig::without_region().with_http_client(client);
    let chain = DefaultCredentialsChain::builder().configure(settings).region(aws_config::Region::new("us-east-1"));
    match chain.build().await.provide_credentials().await {
        Ok(found) => Ok(found.access_key_id().to_owned()),
        Err(error) => Err(format!("{error:?}")),
    }
}
