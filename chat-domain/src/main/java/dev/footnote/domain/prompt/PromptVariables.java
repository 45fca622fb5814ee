package dev.footnote.domain.prompt;

import dev.footnote.domain.dialog.PromptVariable;
import dev.footnote.domain.failure.ChatException.Invalid;
import dev.footnote.domain.failure.ChatException.Problem;
import dev.footnote.domain.failure.Thing;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The values of a prompt's variables for one question. */
public final class PromptVariables {

    private PromptVariables() {}

    /**
     * The value of each declared variable but {@code knowledge}: the one given, or a blank for an optional one without.
     *
     * @throws Invalid if a required one was not given; its subject is the name
     */
    public static Map<String, String> resolve(List<PromptVariable> declared, Map<String, String> given) {
        var values = new HashMap<String, String>();
        for (PromptVariable variable : declared) {
            String name = variable.name();
            String value = given.get(name);
            if (name.equals(PromptVariable.KNOWLEDGE)) {
                continue;
            }
            if (value == null && !variable.optional()) {
                throw new Invalid(Thing.PROMPT_VARIABLE, Problem.MISSING, name);
            }
            values.put(name, value == null ? " " : value);
        }
        return values;
    }
}
