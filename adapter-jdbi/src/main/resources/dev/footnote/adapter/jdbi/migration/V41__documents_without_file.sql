-- Documents that were made empty, to write chunks by hand, have the origin none.
alter table document add column origin text not null default 'file';
