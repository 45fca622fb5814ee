-- A document's table of contents: its sections and which chunks have their text.
alter table document add column contents json not null default '[]';
