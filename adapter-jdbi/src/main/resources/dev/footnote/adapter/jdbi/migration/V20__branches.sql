-- A question may be asked again: a turn follows another one, and a conversation goes on behind its leaf.
alter table turn add column parent_id text references turn;
alter table conversation add column leaf_id text;

update turn t set parent_id = (
    select b.id from turn b where b.conversation_id = t.conversation_id and b.seq < t.seq order by b.seq desc limit 1);
update conversation c set leaf_id = (
    select t.id from turn t where t.conversation_id = c.id order by t.seq desc limit 1);

create index turn_parent on turn (parent_id);

alter table reply add column thumb text not null default 'none';
alter table reply add column remark text not null default '';
