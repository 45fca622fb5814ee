package dev.footnote.testkit;

import dev.footnote.ports.index.ChunkIndex;

class InMemoryChunkIndexTest extends ChunkIndexContract {

    @Override
    protected ChunkIndex index() {
        return new InMemoryChunkIndex();
    }
}
