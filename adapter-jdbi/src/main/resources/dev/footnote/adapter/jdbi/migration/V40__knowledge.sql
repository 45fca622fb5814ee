-- What clients have noted of their documents; json, as all that they read back.
alter table document add column metadata json not null default '{}';

-- Chunks are also asked for by their id alone.
create index chunk_tenant on chunk (tenant_id, id);
