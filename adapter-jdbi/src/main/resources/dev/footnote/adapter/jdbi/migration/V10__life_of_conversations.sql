alter table conversation
    add column completed boolean not null default false,
    add column removed_at timestamptz;

create index conversation_removed on conversation (removed_at) where removed_at is not null;
