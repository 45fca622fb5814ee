-- Who did what. Rows are only ever added, and outlive what they tell of.
create table audit_entry (
    id bigint generated always as identity primary key,
    at timestamptz not null,
    tenant_id text not null,
    actor_id text not null,
    action text not null,
    thing text not null,
    subject text not null
);

create index audit_entry_tenant on audit_entry (tenant_id, id);
