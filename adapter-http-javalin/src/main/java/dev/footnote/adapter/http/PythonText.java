package dev.footnote.adapter.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Values as existing clients expect to see them quoted in messages: in the notation of Python. */
final class PythonText {

    private static final double PLAIN_FROM = 1e-4;
    private static final double PLAIN_BELOW = 1e16;

    private PythonText() {}

    /** The value as it is printed: a text without quotes, all else as {@link #quoted}. */
    static String of(JsonNode value) {
        return value.isTextual() ? value.textValue() : quoted(value);
    }

    /** The value as it stands inside a list: texts in quotes. */
    static String quoted(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> quoted(value.textValue());
            case BOOLEAN -> value.booleanValue() ? "True" : "False";
            case NUMBER -> value.isIntegralNumber() ? value.bigIntegerValue().toString() : number(value.doubleValue());
            case ARRAY -> {
                List<String> items = new ArrayList<>();
                value.forEach(item -> items.add(quoted(item)));
                yield "[" + String.join(", ", items) + "]";
            }
            case OBJECT ->
                value.properties().stream()
                        .map(field -> quoted(field.getKey()) + ": " + quoted(field.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
            case BINARY, MISSING, NULL, POJO -> "None";
        };
    }

    /** A list of texts. */
    static String quoted(List<String> texts) {
        return texts.stream().map(PythonText::quoted).collect(Collectors.joining(", ", "[", "]"));
    }

    /** In single quotes; in double quotes if it has single ones and no double ones. */
    static String quoted(String text) {
        char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        var quoted = new StringBuilder().append(quote);
        text.codePoints().forEach(point -> {
            switch (point) {
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                case '\\' -> quoted.append("\\\\");
                default -> {
                    if (point == quote) {
                        quoted.append('\\').append(quote);
                    } else if (point < ' ' || point == 0x7f) {
                        quoted.append(String.format(Locale.ROOT, "\\x%02x", point));
                    } else {
                        quoted.appendCodePoint(point);
                    }
                }
            }
        });
        return quoted.append(quote).toString();
    }

    /** The name of the value's type. */
    static String type(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> "str";
            case BOOLEAN -> "bool";
            case NUMBER -> value.isIntegralNumber() ? "int" : "float";
            case ARRAY -> "list";
            case OBJECT -> "dict";
            case BINARY, MISSING, NULL, POJO -> "NoneType";
        };
    }

    private static String number(double value) {
        double size = Math.abs(value);
        if (size == 0 || size >= PLAIN_FROM && size < PLAIN_BELOW) {
            String plain = new BigDecimal(Double.toString(value)).toPlainString();
            return plain.indexOf('.') < 0 ? plain + ".0" : plain;
        }
        String text = Double.toString(value).replace(".0E", "E").toLowerCase(Locale.ROOT);
        int e = text.indexOf('e');
        if (e < 0) {
            return text;
        }
        int exponent = Integer.parseInt(text.substring(e + 1));
        return String.format(
                Locale.ROOT, "%se%s%02d", text.substring(0, e), exponent < 0 ? "-" : "+", Math.abs(exponent));
    }
}
