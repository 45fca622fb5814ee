-- The chunk that is told in place of one that is found; a chunk that is only told so names itself.
alter table chunk add column parent_id text;
