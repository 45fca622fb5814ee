-- What a chunk is labelled with, as {"names": [...], "weights": {...}}; null for nothing.
alter table chunk add column tags json;
create index chunk_tagged on chunk (knowledge_base_id) where tags is not null;

-- What was written by hand stays when its document is parsed again. Only chunks that are cut have had positions from
-- the beginning.
alter table chunk add column by_hand boolean not null default false;
update chunk set by_hand = true where json_array_length(positions) = 0;

-- The tags of documents that are lists of tagged texts were kept as keywords.
update chunk
set tags = json_build_object(
        'names', (
            select json_agg(left(tag, 100) order by place)
            from json_array_elements_text(keywords) with ordinality as of_chunk (tag, place)
            where place <= 100 and tag <> ''),
        'weights', json_build_object()),
    keywords = '[]'
where document_id in (select id from document where chunking->>'form' = 'TAG')
and exists (select from json_array_elements_text(keywords) with ordinality as of_chunk (tag, place)
    where place <= 100 and tag <> '');

-- What datasets say of being tagged had no effect; the order of the keys stays: clients read them back.
update knowledge_base
set settings = (
    select json_object_agg(key, value order by place)
    from (
        select key, value, place from json_each(settings) with ordinality as of_settings (key, value, place)
        union all
        select 'tagging', json_build_object(
            'bases', settings->'parser'->'tag_kb_ids',
            'most', case when json_typeof(settings->'parser'->'topn_tags') = 'number'
                then least(10, greatest(1, round((settings->'parser'->>'topn_tags')::numeric)))::integer
                else 3 end), 1000) as every)
where json_typeof(settings->'parser'->'tag_kb_ids') = 'array'
and json_array_length(settings->'parser'->'tag_kb_ids') > 0;
