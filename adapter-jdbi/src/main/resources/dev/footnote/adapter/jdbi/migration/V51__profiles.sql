alter table account
    add column avatar text,
    add column language text not null default 'English',
    add column colors text not null default 'Bright',
    add column timezone text not null default 'UTC';
