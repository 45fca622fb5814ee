-- Methods that were chosen before they were there.
create function pg_temp.with_form(chunking json) returns json language sql immutable as $$
    select case
        when chunking->>'is' = 'unavailable' and chunking->>'method'
            in ('qa', 'table', 'tag', 'one', 'book', 'laws', 'manual', 'paper', 'presentation')
        then json_build_object('is', 'special', 'form', upper(chunking->>'method'))
        else chunking
    end
$$;

update document set chunking = pg_temp.with_form(chunking) where chunking->>'is' = 'unavailable';

-- The order of the keys stays: clients read them back.
update knowledge_base
set settings = (
    select json_object_agg(key, case when key = 'chunking' then pg_temp.with_form(value) else value end)
    from json_each(settings))
where settings->'chunking'->>'is' = 'unavailable';
