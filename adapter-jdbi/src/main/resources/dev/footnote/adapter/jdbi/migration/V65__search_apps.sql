create table search_app (
    id text primary key,
    tenant_id text not null,
    created_by text not null,
    name text not null,
    description text not null,
    avatar text not null,
    settings json not null,
    created_at timestamptz not null,
    updated_at timestamptz not null
);

create unique index search_app_name on search_app (tenant_id, lower(name));

-- The one search app that a share token opens.
create table search_app_share (
    share_hash text primary key references api_token (share_hash) on update cascade on delete cascade,
    search_app_id text not null references search_app on delete cascade
);

create index search_app_share_app on search_app_share (search_app_id);
