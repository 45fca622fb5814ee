package dev.footnote.adapter.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** What a request of the web API says: a JSON object, or the fields of a form. */
final class WebBody {

    private WebBody() {}

    static Body of(Call call) {
        return isForm(call) ? form(call) : Json.body(call.context().bodyAsBytes());
    }

    /** The same; a body that cannot be read lacks all of {@code names}, and one that lacks any is refused. */
    static Body requiring(Call call, String... names) {
        Body body;
        try {
            body = of(call);
        } catch (Refusal unreadable) {
            body = Body.EMPTY;
        }
        return body.requiring(names);
    }

    /** The ids in a field that holds one or a list of them, each once; what is no id is left out. */
    static List<String> ids(Body body, String name) {
        var ids = new LinkedHashSet<String>();
        body.find(name).ifPresent(node -> {
            if (node.isArray()) {
                node.forEach(one -> ids.add(one.asText()));
            } else {
                ids.add(node.asText());
            }
        });
        return List.copyOf(ids);
    }

    /** The text of that field; what is no text, or a blank one, is as if it were absent. */
    static Optional<String> id(Body body, String name) {
        return body.find(name)
                .filter(node -> node.isTextual())
                .map(node -> node.textValue())
                .filter(id -> !id.isBlank());
    }

    private static boolean isForm(Call call) {
        return call.context().isMultipartFormData() || call.context().isFormUrlencoded();
    }

    private static Body form(Call call) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        call.context().formParamMap().forEach((name, values) -> {
            if (!values.isEmpty()) {
                fields.put(name, values.getFirst());
            }
        });
        return new Body(fields);
    }
}
