package dev.footnote.adapter.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import java.util.List;
import java.util.Locale;

/** Names of OpenTelemetry's semantic conventions, those for generative AI among them, and the few of our own. */
final class GenAi {

    static final AttributeKey<String> SERVICE_NAME = AttributeKey.stringKey("service.name");
    static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
    static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
    static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
    static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
    static final AttributeKey<String> OPERATION = AttributeKey.stringKey("gen_ai.operation.name");
    static final AttributeKey<String> PROVIDER = AttributeKey.stringKey("gen_ai.provider.name");
    static final AttributeKey<String> MODEL = AttributeKey.stringKey("gen_ai.request.model");
    static final AttributeKey<String> TOKEN_TYPE = AttributeKey.stringKey("gen_ai.token.type");
    static final AttributeKey<Long> TOKENS_READ = AttributeKey.longKey("gen_ai.usage.input_tokens");
    static final AttributeKey<Long> TOKENS_WRITTEN = AttributeKey.longKey("gen_ai.usage.output_tokens");
    static final AttributeKey<List<String>> ENDS = AttributeKey.stringArrayKey("gen_ai.response.finish_reasons");
    static final AttributeKey<Long> DIMENSION = AttributeKey.longKey("gen_ai.embeddings.dimension.count");

    static final AttributeKey<String> REQUEST_ID = AttributeKey.stringKey("footnote.request_id");
    static final AttributeKey<Long> TEXTS = AttributeKey.longKey("footnote.texts");

    static final String TOKEN_USAGE = "gen_ai.client.token.usage";
    static final String DURATION = "gen_ai.client.operation.duration";
    static final String FIRST_CHUNK = "gen_ai.client.operation.time_to_first_chunk";

    private GenAi() {}

    /** What is in front of the last {@code @} of a full name, or all of it. */
    static String model(String name) {
        int at = name.lastIndexOf('@');
        return at < 0 ? name : name.substring(0, at);
    }

    /** What is behind the last {@code @} of a full name, in small letters. */
    static String provider(String name) {
        int at = name.lastIndexOf('@');
        return at < 0 ? "_OTHER" : name.substring(at + 1).toLowerCase(Locale.ROOT);
    }

    /** What kind of failure it was; never its message. */
    static String error(Throwable failure) {
        return failure.getClass().getName();
    }
}
