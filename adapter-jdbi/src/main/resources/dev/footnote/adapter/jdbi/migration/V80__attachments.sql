-- Files that are sent to be asked about; their bytes are kept beside those of documents.
create table attachment (
    id text primary key,
    tenant_id text not null,
    created_by text not null,
    name text not null,
    bytes bigint not null,
    created_at timestamptz not null
);

-- The files that came with a question, as they were then.
alter table turn add column files json not null default '[]';
