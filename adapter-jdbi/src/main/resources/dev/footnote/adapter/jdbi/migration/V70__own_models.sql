-- Models that tenants reach by addresses and keys of their own; the keys are sealed.
create table own_model (
    tenant_id text not null,
    provider text not null,
    name text not null,
    kind text not null,
    base text not null,
    sealed_key text not null,
    context_tokens integer not null,
    enabled boolean not null,
    primary key (tenant_id, provider, name)
);
