import java.io.BufferedReader;
import java.io.InputStreamReader;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * The Java SDK 2, as it finds credentials by itself. Without arguments: whose the credentials are, asked of STS. With
 * "keys": for each line of CONFIG, CREDENTIALS and PROFILE, tabs between, a line of JSON, with the access key id or
 * what went wrong.
 */
public class WhoAmI {
    public static void main(String[] args) throws Exception {
        if (args.length > 0) {
            readKeys();
            return;
        }
        try (StsClient sts = StsClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder()).build()) {
            System.out.println(sts.getCallerIdentity().arn());
        } catch (Exception error) {
            System.err.println(error);
            System.exit(1);
        }
    }

    private static void readKeys() throws Exception {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, "UTF-8"));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] parts = line.split("\t", -1);
            System.setProperty("aws.configFile", parts[0]);
            System.setProperty("aws.sharedCredentialsFile", parts[1]);
            System.setProperty("aws.profile", parts[2]);
            System.out.println(findKey());
        }
    }

    private static String findKey() {
        try (DefaultCredentialsProvider provider = DefaultCredentialsProvider.builder().build()) {
            return toJson("key", provider.resolveCredentials().accessKeyId());
        } catch (Throwable error) {
            return toJson("error", error.toString());
        }
    }

    private static String toJson(String name, String value) {
        StringBuilder text = new StringBuilder("{\"" + name + "\":\"");
        for (char each : value.toCharArray()) {
            text.append(each < 32 || each == '"' || each == '\\' || each > 126 ? String.format("\\u%04x", (int) each) : each);
        }
        return text + "\"}";
    }
}
