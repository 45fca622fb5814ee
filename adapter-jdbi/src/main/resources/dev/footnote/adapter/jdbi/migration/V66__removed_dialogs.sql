-- When, so that in time it is forgotten.
alter table removed_dialog add column removed_at timestamptz not null default now();
