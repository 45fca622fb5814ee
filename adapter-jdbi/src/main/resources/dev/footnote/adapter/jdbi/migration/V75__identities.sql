-- Who users are by the channels that know people.
alter table account
    add column channel text not null default 'password';

create table identity (
    channel text not null,
    subject text not null,
    account_id text not null references account on delete cascade,
    created_at timestamptz not null,
    primary key (channel, subject)
);

create index identity_account on identity (account_id);

-- Ways to such a channel that were used, until nobody could use them any more.
create table used_departure (
    hash text primary key,
    until timestamptz not null
);

create index used_departure_until on used_departure (until);
