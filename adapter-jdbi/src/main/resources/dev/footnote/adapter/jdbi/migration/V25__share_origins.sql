-- The pages that may use a share token; none: any page.
create table share_origin (
    share_hash text not null references api_token (share_hash) on delete cascade,
    origin text not null,
    primary key (share_hash, origin)
);

-- What was there once, so that removing it again is no error.
create table removed_dialog (
    tenant_id text not null,
    id text not null,
    primary key (tenant_id, id)
);
