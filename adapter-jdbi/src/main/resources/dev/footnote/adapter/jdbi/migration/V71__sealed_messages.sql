-- Whether a reply cites something: its reference may be sealed, so that the database cannot look.
alter table reply add column cited boolean not null default false;
update reply set cited = true where json_array_length(reference -> 'citations') > 0;

-- The keys under which messages are sealed: none, one, or two while they are sealed anew.
create table storage_key (
    id text primary key
);
