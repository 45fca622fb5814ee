package dev.footnote.testkit;

import dev.footnote.ports.model.ChatModel;

class ScriptedModelTest extends ChatModelContract {

    @Override
    protected ChatModel model() {
        return new ScriptedModel("25 ", "days");
    }
}
