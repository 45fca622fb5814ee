-- The last change of a dataset's embedding model, and how far it is.
create table embedding_change (
    knowledge_base_id text primary key references knowledge_base on delete cascade,
    tenant_id text not null,
    model text not null,
    state text not null,
    reason text not null,
    done integer not null,
    total integer not null,
    begun_at timestamptz not null
);
