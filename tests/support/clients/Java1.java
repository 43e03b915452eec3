import com.amazonaws.auth.profile.ProfileCredentialsProvider;
import java.io.BufferedReader;
import java.io.InputStreamReader;

/**
 * The Java SDK 1, as it finds a profile by itself. For each line of CONFIG, CREDENTIALS and PROFILE, tabs between, a
 * line of JSON, with the access key id or what went wrong.
 */
public class Java1 {
    public static void main(String[] args) throws Exception {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, "UTF-8"));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] parts = line.split("\t", -1);
            System.out.println(findKey(parts[1], parts[2]));
        }
    }

    private static String findKey(String credentials, String profile) {
        try {
            String key = new ProfileCredentialsProvider(credentials, profile).getCredentials().getAWSAccessKeyId();
            return toJson("key", key);
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
