-- Users in the teams of others' tenants; an owner has no row.
create table member (
    id text primary key,
    tenant_id text not null references tenant on delete cascade,
    account_id text not null references account on delete cascade,
    role text not null,
    updated_at timestamptz not null,
    unique (tenant_id, account_id)
);

create index member_account on member (account_id);
