-- Documents of JSON are json, not jsonb: clients read their settings back in the order and form in which they sent them.
-- Whatever belongs to a tenant carries its id, also where it could be found by a join.

create table tenant (
    id text primary key,
    name text not null,
    models json not null
);

create table account (
    id text primary key,
    email text not null,
    email_key text not null unique,
    nickname text not null,
    password_hash text,
    active boolean not null,
    created_at timestamptz not null,
    updated_at timestamptz not null
);

create table account_session (
    hash text primary key,
    account_id text not null references account on delete cascade,
    created_at timestamptz not null
);

create index account_session_account on account_session (account_id);

create table api_token (
    hash text primary key,
    share_hash text not null unique,
    tenant_id text not null,
    created_at timestamptz not null
);

create table knowledge_base (
    id text primary key,
    tenant_id text not null,
    created_by text not null,
    name text not null,
    settings json not null,
    created_at timestamptz not null,
    updated_at timestamptz not null
);

create unique index knowledge_base_name on knowledge_base (tenant_id, lower(name));

create table document (
    id text primary key,
    tenant_id text not null,
    knowledge_base_id text not null references knowledge_base on delete cascade,
    created_by text not null,
    name text not null,
    bytes bigint not null,
    chunking json not null,
    parser json not null,
    enabled boolean not null,
    status text not null,
    progress double precision not null,
    reason text,
    log text not null,
    parsed_at timestamptz,
    parsing_nanos bigint not null,
    chunks integer not null,
    tokens bigint not null,
    created_at timestamptz not null,
    updated_at timestamptz not null
);

create index document_name on document (knowledge_base_id, lower(name));
create index document_running on document (created_at) where status = 'running';

create table chunk (
    id text not null,
    document_id text not null references document on delete cascade,
    tenant_id text not null,
    knowledge_base_id text not null,
    content text not null,
    keywords json not null,
    questions json not null,
    positions json not null,
    tokens integer not null,
    available boolean not null,
    place integer not null,
    created_at timestamptz not null,
    primary key (document_id, id)
);

create index chunk_place on chunk (document_id, place, id);
create index chunk_id on chunk (knowledge_base_id, id);

create table dialog (
    id text primary key,
    tenant_id text not null,
    name text not null,
    settings json not null,
    created_at timestamptz not null,
    updated_at timestamptz not null
);

create unique index dialog_name on dialog (tenant_id, lower(name));

create table conversation (
    id text primary key,
    tenant_id text not null,
    dialog_id text not null references dialog on delete cascade,
    name text not null,
    user_label text not null,
    opener text not null,
    turns bigint not null default 0,
    created_at timestamptz not null,
    updated_at timestamptz not null
);

create index conversation_dialog on conversation (dialog_id, created_at);

create table turn (
    id text constraint turn_known primary key,
    conversation_id text not null references conversation on delete cascade,
    tenant_id text not null,
    seq bigint not null,
    question text not null,
    started_at timestamptz not null,
    end_kind text,
    end_reason text,
    constraint turn_order unique (conversation_id, seq)
);

create unique index turn_running on turn (conversation_id) where end_kind is null;

create table reply (
    turn_id text primary key references turn on delete cascade,
    text text not null,
    thinking text not null,
    reference json not null,
    at timestamptz not null
);

-- The size is part of the key, so that a batch that is sent again with more events is kept; see events().
create table turn_event (
    turn_id text not null references turn on delete cascade,
    first integer not null,
    size integer not null,
    events json not null,
    primary key (turn_id, first, size)
);

-- The table of db-scheduler 16.
create table scheduled_tasks (
    task_name text not null,
    task_instance text not null,
    task_data bytea,
    execution_time timestamptz not null,
    picked boolean not null,
    picked_by text,
    last_success timestamptz,
    last_failure timestamptz,
    consecutive_failures integer,
    last_heartbeat timestamptz,
    version bigint not null,
    priority smallint,
    state text,
    primary key (task_name, task_instance)
);

create index scheduled_tasks_time on scheduled_tasks (execution_time);
create index scheduled_tasks_heartbeat on scheduled_tasks (last_heartbeat);
