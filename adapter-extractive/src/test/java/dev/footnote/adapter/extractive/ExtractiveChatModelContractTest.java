package dev.footnote.adapter.extractive;

import dev.footnote.ports.model.ChatModel;
import dev.footnote.testkit.ChatModelContract;

class ExtractiveChatModelContractTest extends ChatModelContract {

    @Override
    protected ChatModel model() {
        return new ExtractiveChatModel();
    }
}
