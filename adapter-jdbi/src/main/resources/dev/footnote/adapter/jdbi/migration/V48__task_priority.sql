-- Tasks are handed out by priority, the highest first, then by age.
create index scheduled_tasks_order on scheduled_tasks (priority desc, execution_time asc);
