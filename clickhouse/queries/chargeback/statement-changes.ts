import { startedWithin } from '../../sql/run-period.ts'
import { inScope, inTenants } from '../../sql/scope.ts'

const facts = ['started_at', 'tenant', 'cost', 'span_count', 'price_version', 'rules_version', 'mapping_version', 'run_version'] // prettier-ignore

type Changes = {
  /** Holds for rows of the project; stands right after each WHERE. */
  condition: string
  /** What is compared with what was billed: runs as they are, or what `{noteId:String}` has kept of them. */
  now: 'runs' | 'note'
}

/**
 * A text with one row for each run that is billed otherwise than it was: `was_…` as it was billed with the newest of
 * `{closingIds:Array(String)}` that has it, `now_…` as it is. Takes `fromNs` and `toNs` too where `now` is runs.
 */
export function statementChanges({ condition, now }: Changes): string {
  return `
SELECT
  if(is_there, now_run_id, was_run_id) AS run_id,
  is_there,
  is_billed,
  ${facts.flatMap((fact) => [`was_${fact}`, `now_${fact}`]).join(',\n  ')},
  ${difference},
  ${reason}
FROM (${now === 'runs' ? presentRuns(condition) : notedRuns(condition)}) AS present
${now === 'runs' ? 'FULL' : 'LEFT'} JOIN (${billedRuns(condition)}) AS billed ON now_run_id = was_run_id
WHERE (is_there OR is_billed)
  AND ${isOther}`
}

const difference = 'ifNull(now_cost, toDecimal128(0, 12)) - ifNull(was_cost, toDecimal128(0, 12)) AS difference'
const isOther = '(is_there != is_billed OR was_tenant != now_tenant OR difference != 0)'
const reason = `multiIf(
    NOT is_billed, 'late_run',
    NOT is_there, 'gone',
    was_tenant != now_tenant, 'moved',
    was_span_count != now_span_count, 'late_data',
    was_mapping_version != now_mapping_version OR was_rules_version != now_rules_version, 'mapping',
    was_price_version != now_price_version, 'price',
    'reassembled'
  ) AS reason`

type Kept = {
  /** Ends and bounds the choice of what was kept; stands behind its condition. */
  rest: string
  onlyChanged: boolean
}

/**
 * A text with one row for each run that the closing `{closingId:String}` has kept: `was_…` as it was billed, `now_…` as
 * it is, as far as the scope shows it. Takes `fromNs` and `toNs`.
 */
export function keptRuns({ rest, onlyChanged }: Kept): string {
  const kept = `
  SELECT
    run_id AS was_run_id,
    toBool(is_gone = 0) AS is_billed,
    ${as('was', 'run_version')}
  FROM statement_runs
  WHERE ${inTenants}
    AND closing_id = {closingId:String}
    ${rest}`
  return `
SELECT
  *,
  ${difference},
  toBool(${isOther}) AS is_other,
  ${reason}
FROM (${kept}) AS kept
LEFT JOIN (${presentRuns(inScope)} AND run_id IN (SELECT was_run_id FROM (${kept}))) AS present ON now_run_id = was_run_id
WHERE ${onlyChanged ? 'is_other' : '1'}`
}

/** In this order those of `facts`. */
const ofRun = ['started_at', 'tenant', 'cost_usd', 'span_count', 'price_version', 'rules_version', 'mapping_version']

function as(lead: string, version: string): string {
  return [...ofRun, version].map((column, index) => `${column} AS ${lead}_${facts[index] ?? ''}`).join(',\n    ')
}

function presentRuns(condition: string): string {
  return `
  SELECT
    run_id AS now_run_id,
    true AS is_there,
    ${as('now', 'version')}
  FROM runs FINAL
  WHERE ${condition}
    AND ${startedWithin}`
}

function notedRuns(condition: string): string {
  return `
  SELECT
    run_id AS now_run_id,
    toBool(is_gone = 0) AS is_there,
    ${as('now', 'run_version')}
  FROM statement_runs
  WHERE ${condition}
    AND closing_id = {noteId:String}`
}

/** A note that took a run out leaves it unbilled. */
function billedRuns(condition: string): string {
  return `
  SELECT
    run_id AS was_run_id,
    toBool(is_gone = 0) AS is_billed,
    ${as('was', 'run_version')}
  FROM statement_runs
  WHERE ${condition}
    AND closing_id IN {closingIds:Array(String)}
  ORDER BY indexOf({closingIds:Array(String)}, closing_id) DESC
  LIMIT 1 BY run_id`
}
