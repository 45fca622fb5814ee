-- Files that no question came with are retired, then erased, then forgotten.
alter table attachment add column retired boolean not null default false;

-- What files are in use is found by those turns alone that have any.
create index turn_with_files on turn (id) where files::text <> '[]';
