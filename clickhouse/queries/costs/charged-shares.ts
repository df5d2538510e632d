import type { CostDimension } from '#lib/domain/costs.ts'
import { inScope } from '../../sql/scope.ts'
import { costDimensions } from './cost-dimensions.ts'

const none = 'toDecimal128(0, 12)'

/** Figures of a share: its array, and what stands for it in rows from before there were shares. */
const shareFigures = {
  status: { array: 'cost_statuses', ofRun: 'cost_status' },
  amount: { array: 'cost_amounts', ofRun: `ifNull(cost_usd, ${none})` },
  calls: { array: 'cost_calls', ofRun: 'llm_calls' },
  failed_calls: { array: 'cost_failed_calls', ofRun: 'failed_llm_calls' },
  input_uncached: { array: 'cost_input_uncached_tokens', ofRun: 'ifNull(input_uncached_tokens, 0)' },
  cache_read: { array: 'cost_cache_read_tokens', ofRun: 'ifNull(cache_read_tokens, 0)' },
  cache_write_5m: { array: 'cost_cache_write_5m_tokens', ofRun: 'ifNull(cache_write_5m_tokens, 0)' },
  cache_write_1h: { array: 'cost_cache_write_1h_tokens', ofRun: 'ifNull(cache_write_1h_tokens, 0)' },
  cache_write_other: { array: 'cost_cache_write_other_tokens', ofRun: 'ifNull(cache_write_other_tokens, 0)' },
  output: { array: 'cost_output_tokens', ofRun: 'ifNull(output_tokens, 0)' },
  reasoning: { array: 'cost_reasoning_tokens', ofRun: 'ifNull(reasoning_tokens, 0)' },
  loop_amount: { array: 'cost_loop_amounts', ofRun: none },
  failed_amount: { array: 'cost_failed_amounts', ofRun: none },
  saved_amount: { array: 'cost_cache_saved_amounts', ofRun: none },
} as const

type ShareFigure = keyof typeof shareFigures
const isShareFigure = (name: string): name is ShareFigure => Object.hasOwn(shareFigures, name)
const allShareFigures = Object.keys(shareFigures).filter(isShareFigure)

/** What a run says of itself; the engine reads those that are used. */
const runColumns = [
  'tenant',
  'feature',
  'task_type',
  'agent_version',
  'environment',
  'user_id',
  'tags',
  'started_at',
  'end_reason',
  'steps',
  'llm_calls',
  'failed_llm_calls',
  'input_uncached_tokens',
  'cache_read_tokens',
  'cache_write_5m_tokens',
  'cache_write_1h_tokens',
  'cache_write_other_tokens',
  'output_tokens',
  'reasoning_tokens',
  'cost_usd',
  'cost_status',
]

export type ChargedShares = {
  /** Up to two, the outer one first. */
  by: readonly CostDimension[]
  /** A condition over `runs`. */
  where: string
  /** Whether some of the runs may be from before there were shares: to ask each of them costs a quarter more. */
  hasOlder: boolean
  figures?: readonly ShareFigure[]
}

/**
 * A text with one row a share of each run; a run without any is one share of nothing. `key_1` and `key_2` are values of
 * the dimensions. `is_first_0` to `_2` hold in one row of a run: of all its shares, of those with that key_1, and of
 * those with both keys. With tags every share stands beside each tag; `is_first_tag` holds beside the first.
 */
export function chargedShares({ by, where, hasOlder, figures = allShareFigures }: ChargedShares): string {
  const places = by.map((dimension) => costDimensions[dimension])
  const keys = places.map(({ of, column }) => (of === 'run' ? column : `one_${column}`))
  const shareKeys = places.map(({ of, column }) => (of === 'share' ? [column] : []))
  const arrays = [...new Set([...shareKeys.flat(), ...figures.map((figure) => shareFigures[figure].array)])]
  const numbers = [0, 1, 2].map((depth) => numberWithin(shareKeys.slice(0, depth).flat()))
  const counted = [...new Set(numbers)]
  const hasTags = places.some(({ of }) => of === 'tag')
  const figure = (name: ShareFigure) => {
    const { array, ofRun } = shareFigures[name]
    return hasOlder ? `if(is_older, ${ofRun}, one_${array})` : `one_${array}`
  }
  return `
SELECT
  *,
  ${[0, 1].map((index) => `toString(${keys[index] ?? "''"}) AS key_${index + 1}`).join(',\n  ')},
  ${numbers.map((number, depth) => `one_number_${counted.indexOf(number)} <= 1 AS is_first_${depth}`).join(',\n  ')},
  ${hasTags ? 'tag_number <= 1' : 'true'} AS is_first_tag,
  ${figures.map((name) => `${figure(name)} AS ${name}`).join(',\n  ')}
FROM (
  SELECT
    ${[...runColumns, ...arrays].join(',\n    ')},
    ${isOlder} AS is_older,
    ${counted.map((number, index) => `${number} AS numbers_${index}`).join(',\n    ')}
  FROM runs FINAL
  WHERE ${inScope}
    AND ${where}
)
LEFT ARRAY JOIN
  ${counted.map((_, index) => `numbers_${index} AS one_number_${index}`).join(',\n  ')},
  ${arrays.map((array) => `${array} AS one_${array}`).join(',\n  ')}${hasTags ? '\nLEFT ARRAY JOIN tags AS one_tags, arrayEnumerate(tags) AS tag_number' : ''}`
}

/** Written before there were shares: something was to be priced, and no share says what. */
export const isOlder = "empty(cost_amounts) AND cost_status != 'none'"

/** Counts the shares of a run that have the same values of these arrays. */
function numberWithin(arrays: readonly string[]): string {
  return arrays.length === 0 ? 'arrayEnumerate(cost_amounts)' : `arrayEnumerateUniq(${arrays.join(', ')})`
}
