-- A key may name the one dialog that its share token opens; what was talked about there is kept apart.
alter table api_token add column dialog_id text references dialog on delete set null;
create index api_token_dialog on api_token (dialog_id) where dialog_id is not null;
alter table conversation add column shared boolean not null default false;

-- Clients choose ids of conversations, so two tenants may choose the same one.
alter table turn drop constraint turn_conversation_id_fkey;
alter table conversation drop constraint conversation_pkey;
alter table conversation add primary key (tenant_id, id);
alter table turn add foreign key (tenant_id, conversation_id) references conversation on delete cascade;
alter table turn drop constraint turn_order;
alter table turn add constraint turn_order unique (tenant_id, conversation_id, seq);
drop index turn_running;
create unique index turn_running on turn (tenant_id, conversation_id) where end_kind is null;
