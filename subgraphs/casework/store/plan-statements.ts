import { appendOnly } from '../../../database/append-only.ts';

/** By its length in characters. */
const text = (max: number) => (column: string) =>
  `${column} text not null check (char_length(${column}) between 1 and ${max})`;

const parts = ['present', 'desired', 'if_nothing_done', 'legitimacy', 'involvement', 'return_expected'].map(
  text(4_000),
);

/** The plan of a case in its versions, costs avoided, the levels to which a case can be taken, and when requests were answered. */
export const planStatements: readonly string[] = [
  `create table case_plans (
    case_id text not null references cases,
    version integer not null check (version > 0),
    ${parts.join(',\n    ')},
    written_by text not null,
    written_at timestamptz not null,
    primary key (case_id, version)
  )`,
  `create table costs_avoided (
    id uuid primary key default gen_random_uuid(),
    case_id text not null references cases,
    ${text(2_000)('description')},
    amount_cents integer not null check (amount_cents between 1 and 1000000000),
    stated_by text not null,
    stated_at timestamptz not null
  )`,
  `create index costs_avoided_by_case on costs_avoided (case_id, stated_at desc, id)`,
  // A team lead belongs to a team, a municipality is one, and the national desk is everyone's.
  `create table escalation_levels (
    level text not null check (level in ('TEAM_LEAD', 'MUNICIPALITY', 'NATIONAL_DESK')),
    team_id text references teams,
    municipality text,
    name text not null,
    phone text not null,
    email text,
    term_days integer not null check (term_days between 1 and 100),
    check ((level = 'TEAM_LEAD') = (team_id is not null)),
    check ((level = 'MUNICIPALITY') = (municipality is not null)),
    unique nulls not distinct (level, team_id, municipality)
  )`,
  // To each level once: what was asked there is not asked there again.
  `create table escalations (
    id uuid primary key default gen_random_uuid(),
    case_id text not null references cases,
    level text not null check (level in ('TEAM_LEAD', 'MUNICIPALITY', 'NATIONAL_DESK')),
    ${text(2_000)('reason')},
    pressed_by text not null,
    pressed_at timestamptz not null,
    due_on date not null,
    unique (case_id, level)
  )`,
  `create table escalation_closings (
    escalation_id uuid primary key references escalations,
    ${text(2_000)('outcome')},
    closed_by text not null,
    closed_at timestamptz not null
  )`,
  // When an organisation was first heard of to have answered a request so. Not what: that stands at the request.
  `create table request_answers (
    request_id uuid not null references requests,
    version integer not null,
    answered_at timestamptz not null,
    primary key (request_id, version)
  )`,
  `create function note_answer() returns trigger language plpgsql as $$
  begin
    insert into casework.request_answers values (new.request_id, new.version, new.known_at) on conflict do nothing;
    return null;
  end $$`,
  `create trigger note_first_answer after insert on request_states for each row
    when (new.status not in ('REQUESTED', 'PROPOSED', 'WITHDRAWN')) execute function note_answer()`,
  `create trigger note_answer after update on request_states for each row
    when (new.status not in ('REQUESTED', 'PROPOSED', 'WITHDRAWN') and new.status <> old.status)
    execute function note_answer()`,
  ...['case_plans', 'costs_avoided', 'escalations', 'escalation_closings', 'request_answers'].flatMap(appendOnly),
];
