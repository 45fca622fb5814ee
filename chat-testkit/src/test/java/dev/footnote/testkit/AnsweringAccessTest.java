package dev.footnote.testkit;

import dev.footnote.domain.identity.Secret;
import dev.footnote.domain.model.ModelKind;
import dev.footnote.ports.model.ModelAccess;
import dev.footnote.ports.model.ModelAccess.Endpoint;
import java.util.List;

class AnsweringAccessTest extends ModelAccessContract {

    @Override
    protected ModelAccess access() {
        return new AnsweringAccess();
    }

    @Override
    protected Endpoint there(ModelKind kind) {
        return at("https://models.example/v1", "right");
    }

    @Override
    protected Endpoint locked(ModelKind kind) {
        return at("https://models.example/v1", AnsweringAccess.WRONG_KEY);
    }

    @Override
    protected List<Endpoint> nowhere() {
        return List.of(at("http://127.0.0.1:1/v1", "right"), at("no address", "right"));
    }

    private static Endpoint at(String base, String key) {
        return new Endpoint(base, new Secret(key), "small", 100);
    }
}
