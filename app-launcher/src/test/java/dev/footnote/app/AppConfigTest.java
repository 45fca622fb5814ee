package dev.footnote.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.footnote.adapter.auth.channel.ChannelConfig;
import dev.footnote.adapter.documents.ParserLimits;
import dev.footnote.adapter.documents.web.Network;
import dev.footnote.adapter.http.Limits;
import dev.footnote.adapter.onnx.OnnxConfig;
import dev.footnote.adapter.telemetry.Tracing;
import dev.footnote.application.ChatApplication;
import dev.footnote.domain.identity.Secret;
import dev.footnote.domain.identity.SignInChannel;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppConfigTest {

    @TempDir
    Path home;

    @Test
    void everySettingHasADefault() {
        AppConfig config = AppConfig.from(Map.of(), home);

        assertThat(config.home()).isEqualTo(home.resolve(".footnote"));
        assertThat(config.http().host()).isEqualTo("127.0.0.1");
        assertThat(config.http().port()).isEqualTo(9380);
        assertThat(config.database()).isEmpty();
        assertThat(config.models()).isEmpty();
        assertThat(config.parsing()).isEqualTo(new AppConfig.Parsing(2, ParserLimits.DEFAULT));
    }

    @Test
    void clientsAreLimitedUnlessTheProfileSaysOtherwise() {
        assertThat(AppConfig.from(Map.of(), home).clients())
                .isEqualTo(new Limits(100, 50, Duration.ofMinutes(1), 10, 10, 60));
        assertThat(AppConfig.from(Map.of("FOOTNOTE_HTTP_PROFILE", "ragflow"), home)
                        .clients())
                .isEqualTo(new Limits(0, 50, Duration.ofMinutes(1), 0, 10, 60));
        assertThat(AppConfig.from(Map.of(), home).application()).isEqualTo(ChatApplication.Limits.DEFAULT);
    }

    @Test
    void metricsAreServedToThisMachineUnlessSaidOtherwise() {
        assertThat(metrics(Map.of())).isTrue();
        assertThat(metrics(Map.of("FOOTNOTE_HTTP_HOST", "localhost"))).isTrue();
        assertThat(metrics(Map.of("FOOTNOTE_HTTP_HOST", "0.0.0.0"))).isFalse();
        assertThat(metrics(Map.of("FOOTNOTE_HTTP_HOST", "0.0.0.0", "FOOTNOTE_METRICS_ENABLED", "true")))
                .isTrue();
        assertThat(metrics(Map.of("FOOTNOTE_METRICS_ENABLED", "false"))).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> metrics(Map.of("FOOTNOTE_METRICS_ENABLED", "yes")))
                .withMessageContaining("metrics.enabled");
    }

    private boolean metrics(Map<String, String> environment) {
        return AppConfig.from(environment, home).watching().metrics();
    }

    @Test
    void theLogCanBeJson() {
        assertThat(AppConfig.from(Map.of(), home).watching().log()).isEqualTo(LogFormat.TEXT);
        assertThat(AppConfig.from(Map.of("FOOTNOTE_LOG_FORMAT", "json"), home)
                        .watching()
                        .log())
                .isEqualTo(LogFormat.JSON);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AppConfig.from(Map.of("FOOTNOTE_LOG_FORMAT", "xml"), home))
                .withMessageContaining("log.format");
    }

    @Test
    void readsTheKeyOfTheStorageAndNeverTellsIt() {
        String key = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
        assertThat(AppConfig.from(Map.of(), home).storageKey()).isEmpty();
        AppConfig config = AppConfig.from(Map.of("FOOTNOTE_STORAGE_ENCRYPTION_KEY", key), home);
        assertThat(config.storageKey()).contains(new Secret(key));
        assertThat(config.toString()).doesNotContain(key);
        for (String wrong : List.of("short", "c2hvcnQ=")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> AppConfig.from(Map.of("FOOTNOTE_STORAGE_ENCRYPTION_KEY", wrong), home))
                    .withMessageContaining("storage.encryption-key")
                    .withMessageNotContaining(wrong);
        }
    }

    @Test
    void readsWhereProvidersAreAndWhetherAnybodyCanRegister() {
        AppConfig config = AppConfig.from(
                Map.of(
                        "FOOTNOTE_MODELS_PROVIDERS",
                                "Ollama=http://localhost:11434/v1, My LLM = https://llm.example/a=b",
                        "FOOTNOTE_MODELS_ALLOWED_NETWORKS", "10.1.0.0/16",
                        "FOOTNOTE_AUTH_REGISTRATION", "false"),
                home);

        assertThat(config.tenants().providers())
                .isEqualTo(Map.of(
                        "Ollama",
                        URI.create("http://localhost:11434/v1"),
                        "My LLM",
                        URI.create("https://llm.example/a=b")));
        assertThat(config.tenants().reachable()).containsExactly(Network.parse("10.1.0.0/16"));
        assertThat(config.application().registration()).isFalse();
        assertThat(AppConfig.from(Map.of(), home).application().registration()).isTrue();
        for (String wrong : List.of("Ollama", "=http://a", "a@b=http://a", "a=nowhere")) {
            assertThatIllegalArgumentException()
                    .as(wrong)
                    .isThrownBy(() -> AppConfig.from(Map.of("FOOTNOTE_MODELS_PROVIDERS", wrong), home))
                    .withMessageContaining("models.providers");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AppConfig.from(Map.of("FOOTNOTE_AUTH_REGISTRATION", "maybe"), home));
    }

    @Test
    void readsWhereTheCertificateIs() {
        assertThat(AppConfig.from(Map.of(), home).http().tls()).isEmpty();
        assertThat(AppConfig.from(
                                Map.of("FOOTNOTE_HTTP_TLS_CERTIFICATE", "a.pem", "FOOTNOTE_HTTP_TLS_KEY", "key.pem"),
                                home)
                        .http()
                        .tls())
                .contains(new AppConfig.Tls(Path.of("a.pem"), Optional.of(Path.of("key.pem")), new Secret("")));
    }

    @Test
    void aVariableWinsOverTheFile() throws IOException {
        Files.writeString(home.resolve("footnote.properties"), "http.port = 1111\nhttp.host = 0.0.0.0\n");

        AppConfig config = AppConfig.from(Map.of("FOOTNOTE_HOME", home.toString(), "FOOTNOTE_HTTP_PORT", "2222"), home);

        assertThat(config.http().port()).isEqualTo(2222);
        assertThat(config.http().host()).isEqualTo("0.0.0.0");
    }

    @Test
    void readsAModel() {
        AppConfig config = AppConfig.from(
                Map.of(
                        "FOOTNOTE_MODELS_LIST", "big",
                        "FOOTNOTE_MODELS_BIG_NAME", "gpt-x@OpenAI",
                        "FOOTNOTE_MODELS_BIG_URL", "http://127.0.0.1:1/v1",
                        "FOOTNOTE_MODELS_BIG_KEY", "sk-secret",
                        "FOOTNOTE_MODELS_BIG_CONTEXT", "32000"),
                home);

        assertThat(config.models()).singleElement().satisfies(model -> {
            assertThat(model.nameAtFactory()).isEqualTo("gpt-x");
            assertThat(model.contextTokens()).isEqualTo(32_000);
            assertThat(model.toString()).doesNotContain("sk-secret");
        });
    }

    @Test
    void readsAnEmbeddingModelInFiles() {
        AppConfig config = AppConfig.from(
                Map.of(
                        "FOOTNOTE_MODELS_LIST", "zh",
                        "FOOTNOTE_MODELS_ZH_NAME", "BAAI/bge-small-zh-v1.5@Local",
                        "FOOTNOTE_MODELS_ZH_PATH", "/models/zh",
                        "FOOTNOTE_MODELS_ZH_DIMENSION", "512",
                        "FOOTNOTE_MODELS_ZH_POOLING", "mean",
                        "FOOTNOTE_MODELS_ZH_UNRELATED_COSINE", "0.3"),
                home);

        assertThat(config.models()).isEmpty();
        assertThat(config.localModels())
                .containsExactly(new AppConfig.LocalModel(
                        "BAAI/bge-small-zh-v1.5@Local",
                        new OnnxConfig(
                                Path.of("/models/zh/model.onnx"),
                                Path.of("/models/zh/tokenizer.json"),
                                512,
                                OnnxConfig.Pooling.MEAN,
                                "",
                                0.3)));
    }

    @Test
    void readsARerankerByItsType() {
        var environment = Map.of(
                "FOOTNOTE_MODELS_LIST", "sort",
                "FOOTNOTE_MODELS_SORT_NAME", "reranker-v2@Jina",
                "FOOTNOTE_MODELS_SORT_URL", "http://127.0.0.1:1/v1",
                "FOOTNOTE_MODELS_SORT_TYPE", "rerank");

        assertThat(AppConfig.from(environment, home).models())
                .extracting(AppConfig.ModelSettings::type)
                .containsExactly(AppConfig.ModelSettings.Type.RERANK);
    }

    @Test
    void readsAChannel() {
        var github = Map.of(
                "FOOTNOTE_AUTH_CHANNELS", "github",
                "FOOTNOTE_AUTH_CHANNELS_GITHUB_TYPE", "github",
                "FOOTNOTE_AUTH_CHANNELS_GITHUB_CLIENT_ID", "c",
                "FOOTNOTE_AUTH_CHANNELS_GITHUB_CLIENT_SECRET", "hidden",
                "FOOTNOTE_AUTH_CHANNELS_GITHUB_NEW_USERS", "false",
                "FOOTNOTE_AUTH_CHANNELS_GITHUB_REDIRECT_URI", "https://here.test/v1/user/github_callback");

        assertThat(AppConfig.from(Map.of(), home).channels()).isEmpty();
        assertThat(AppConfig.from(github, home).channels()).singleElement().satisfies(channel -> {
            assertThat(channel.channel()).isEqualTo(new SignInChannel("github", "Github", "sso", false));
            assertThat(channel.emailsTrusted()).isFalse();
            assertThat(channel.kind())
                    .isEqualTo(new ChannelConfig.Kind.OAuth(
                            ChannelConfig.Dialect.GITHUB,
                            URI.create("https://github.com/login/oauth/authorize"),
                            URI.create("https://github.com/login/oauth/access_token"),
                            URI.create("https://api.github.com/user"),
                            Optional.of(URI.create("https://api.github.com/user/emails"))));
            assertThat(channel.toString()).doesNotContain("hidden");
        });
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AppConfig.from(Map.of("FOOTNOTE_AUTH_CHANNELS", "x"), home))
                .withMessageContaining("auth.channels.x.");
    }

    @Test
    void readsWhereTracesAreTold() {
        var environment = Map.of(
                "FOOTNOTE_OTLP_ENDPOINT", "http://127.0.0.1:4318",
                "FOOTNOTE_OTLP_HEADERS", "Authorization=Bearer a=b, X-Two=2");

        assertThat(AppConfig.from(Map.of(), home).watching().tracing()).isEmpty();
        assertThat(AppConfig.from(environment, home).watching().tracing())
                .contains(new Tracing.Config(
                        URI.create("http://127.0.0.1:4318"),
                        Map.of("Authorization", "Bearer a=b", "X-Two", "2"),
                        "footnote",
                        1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AppConfig.from(
                        Map.of("FOOTNOTE_OTLP_ENDPOINT", "http://127.0.0.1:4318", "FOOTNOTE_OTLP_HEADERS", "secret"),
                        home))
                .withMessageContaining("otlp.headers");
    }

    @Test
    void readsTheNetworksThatPagesMayBeFetchedFrom() {
        var environment = Map.of("FOOTNOTE_WEB_ALLOWED_NETWORKS", "10.1.0.0/16, fd00::7");

        assertThat(AppConfig.from(environment, home).reachable())
                .containsExactly(Network.parse("10.1.0.0/16"), Network.parse("fd00::7/128"));
        assertThat(AppConfig.from(Map.of(), home).reachable()).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AppConfig.from(Map.of("FOOTNOTE_WEB_ALLOWED_NETWORKS", "wiki.internal"), home))
                .withMessageContaining("web.allowed-networks");
    }

    @Test
    void aWrongSettingIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AppConfig.from(Map.of("FOOTNOTE_HTTP_PORT", "http"), home))
                .withMessageContaining("http.port")
                .withMessageContaining("FOOTNOTE_HTTP_PORT");
    }

    @Test
    void theDocsListEverySettingWithItsDefault() throws IOException {
        String docs = Files.readString(Path.of("..", "docs", "operations.md"));

        for (Setting setting : Setting.values()) {
            String otherwise = setting.otherwise().isEmpty() ? "–" : "`" + setting.otherwise() + "`";
            assertThat(docs).contains("| `%s` | `%s` | %s |".formatted(setting.key(), setting.variable(), otherwise));
        }
    }
}
