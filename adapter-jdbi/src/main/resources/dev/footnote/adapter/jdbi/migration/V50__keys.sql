-- Keys can be shown to their owner again, expire, and say when they were used last. Older ones have no text to show.
alter table api_token
    add column sealed_key text,
    add column sealed_share text,
    add column expires_at timestamptz,
    add column used_at timestamptz;

create index api_token_tenant on api_token (tenant_id, created_at);
create index turn_asked on turn (tenant_id, started_at);
