package dev.footnote.app;

import dev.footnote.ports.runtime.IdGenerator;
import dev.footnote.testkit.IdGeneratorContract;

class GeneratedIdsTest extends IdGeneratorContract {

    @Override
    protected IdGenerator ids() {
        return new GeneratedIds();
    }
}
