import type { CostDimension } from '#lib/domain/costs.ts'
import { inScope } from '../../sql/scope.ts'
import { costDimensions } from './cost-dimensions.ts'

const none = 'toDecimal128(0, 12)'

/** What a share has, and a run as a whole; `ofOlder` stands for the share in rows from before there were any. */
const figures = {
  amount: { ofShare: 'cost_amounts', ofRun: `ifNull(cost_usd, ${none})`, ofOlder: `ifNull(cost_usd, ${none})` },
  calls: { ofShare: 'cost_calls', ofRun: 'charged_calls', ofOlder: 'charged_calls' },
  failed_calls: { ofShare: 'cost_failed_calls', ofRun: 'charged_failed_calls', ofOlder: 'charged_failed_calls' },
  input_uncached: tokenFigure('input_uncached'),
  cache_read: tokenFigure('cache_read'),
  cache_write_5m: tokenFigure('cache_write_5m'),
  cache_write_1h: tokenFigure('cache_write_1h'),
  cache_write_other: tokenFigure('cache_write_other'),
  output: tokenFigure('output'),
  reasoning: tokenFigure('reasoning'),
  loop_amount: { ofShare: 'cost_loop_amounts', ofRun: 'charged_loop_usd', ofOlder: none },
  failed_amount: { ofShare: 'cost_failed_amounts', ofRun: 'charged_failed_usd', ofOlder: none },
  saved_amount: { ofShare: 'cost_cache_saved_amounts', ofRun: 'charged_cache_saved_usd', ofOlder: none },
}

type ShareFigure = keyof typeof figures
const isShareFigure = (name: string): name is ShareFigure => Object.hasOwn(figures, name)
const allFigures = Object.keys(figures).filter(isShareFigure)

const tokens = 'input_uncached + cache_read + cache_write_5m + cache_write_1h + cache_write_other + output'

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
  'cost_usd',
  'cost_status',
]

export type ChargedShares = {
  /** The outer one first. */
  by: readonly CostDimension[]
  /** A condition over `runs`. */
  where: string
  /** Whether some of the runs may be from before there were shares: to ask each of them costs a quarter more. */
  hasOlder: boolean
  /** Figures that are needed; all where left out. */
  only?: readonly ShareFigure[]
}

/** Whether runs have to be taken apart to tell costs apart. */
export function isByShare(by: readonly CostDimension[]): boolean {
  return by.some((dimension) => costDimensions[dimension].of === 'share')
}

/**
 * A text with one row a run, or a share where a dimension is of shares; a run without any is one share of nothing.
 * `key_1` and on are values of the dimensions, '' where there is none. `is_first_0` and on hold in one row of a run: of
 * all its shares, of those with that key_1, of those with that key_1 and key_2. With tags every row stands beside each
 * tag; `is_first_tag` holds beside the first. `is_known`: something of it has a price.
 */
export function chargedShares(of: ChargedShares): string {
  return isByShare(of.by) ? singleShares(of) : wholeRuns(of)
}

function wholeRuns({ by, where, only = allFigures }: ChargedShares): string {
  return `
SELECT
  *,
  ${keysOf(by)},
  ${depthsOf(by)
    .map((depth) => `true AS is_first_${depth}`)
    .join(',\n  ')}
FROM (
  SELECT
    ${runColumns.join(',\n    ')},
    arrayEnumerate(tags) AS tag_numbers,
    ${only.map((name) => `${figures[name].ofRun} AS ${name}`).join(',\n    ')},
    isNotNull(cost_usd) AS is_known,
    charged_unpriced_calls AS unpriced_calls,
    charged_unpriced_tokens AS unpriced_tokens,
    charged_partial_calls AS partial_calls,
    charged_partial_tokens AS partial_tokens
  FROM runs FINAL
  WHERE ${inScope}
    AND ${where}
)${joinedTags(by)}`
}

function singleShares({ by, where, hasOlder, only = allFigures }: ChargedShares): string {
  const shareKeys = by.map((dimension) => {
    const { of, column } = costDimensions[dimension]
    return of === 'share' ? [column] : []
  })
  const arrays = [...new Set([...shareKeys.flat(), 'cost_statuses', ...only.map((name) => figures[name].ofShare)])]
  const numbers = depthsOf(by).map((depth) => numberWithin(shareKeys.slice(0, depth).flat()))
  const counted = [...new Set(numbers)]
  const olderFigures = hasOlder ? only.map((name) => `${figures[name].ofOlder} AS older_${name}`) : []
  const figure = (name: ShareFigure): string => {
    const share = `one_${figures[name].ofShare}`
    return hasOlder ? `if(is_older, older_${name}, ${share})` : share
  }
  const hasTokens = only.length === allFigures.length
  const ofStatus = (status: string, name: string): string => `if(status = '${status}', ${name}, 0)`
  return `
SELECT
  *,
  ${keysOf(by)},
  ${numbers.map((number, depth) => `one_number_${counted.indexOf(number)} <= 1 AS is_first_${depth}`).join(',\n  ')},
  ${hasOlder ? 'if(is_older, cost_status, one_cost_statuses)' : 'one_cost_statuses'} AS status,
  ${only.map((name) => `${figure(name)} AS ${name}`).join(',\n  ')},
  ${hasOlder ? "if(is_older, isNotNull(cost_usd), status IN ('priced', 'partial'))" : "status IN ('priced', 'partial')"} AS is_known${
    hasTokens
      ? `,
  ${ofStatus('unpriced', 'calls')} AS unpriced_calls,
  ${ofStatus('unpriced', tokens)} AS unpriced_tokens,
  ${ofStatus('partial', 'calls')} AS partial_calls,
  ${ofStatus('partial', tokens)} AS partial_tokens`
      : ''
  }
FROM (
  SELECT
    ${[...runColumns, ...arrays, ...olderFigures].join(',\n    ')},
    ${isOlder} AS is_older,
    arrayEnumerate(tags) AS tag_numbers,
    ${counted.map((number, index) => `${number} AS numbers_${index}`).join(',\n    ')}
  FROM runs FINAL
  WHERE ${inScope}
    AND ${where}
)
LEFT ARRAY JOIN
  ${counted.map((_, index) => `numbers_${index} AS one_number_${index}`).join(',\n  ')},
  ${arrays.map((array) => `${array} AS one_${array}`).join(',\n  ')}${joinedTags(by)}`
}

/** Written before there were shares: something was to be priced, and no share says what. */
export const isOlder = "empty(cost_amounts) AND cost_status != 'none'"

/** As they are stored: grouping by a column with a dictionary costs a third of grouping by text. */
function keysOf(by: readonly CostDimension[]): string {
  const keys = depthsOf(by)
    .slice(1)
    .map((depth) => {
      const dimension = by[depth - 1]
      if (dimension === undefined) return `'' AS key_${depth}`
      const { of, column } = costDimensions[dimension]
      return `${of === 'run' ? column : `one_${column}`} AS key_${depth}`
    })
  return [...keys, `${by.includes('tag') ? 'tag_number <= 1' : 'true'} AS is_first_tag`].join(',\n  ')
}

/** 0 is all, 1 a value of the first dimension, and so on; 2 is there in any case. */
function depthsOf(by: readonly CostDimension[]): number[] {
  return Array.from({ length: Math.max(2, by.length) + 1 }, (_, depth) => depth)
}

function joinedTags(by: readonly CostDimension[]): string {
  return by.includes('tag') ? '\nLEFT ARRAY JOIN tags AS one_tags, tag_numbers AS tag_number' : ''
}

/** Counts the shares of a run that have the same values of these arrays. */
function numberWithin(arrays: readonly string[]): string {
  return arrays.length === 0 ? 'arrayEnumerate(cost_amounts)' : `arrayEnumerateUniq(${arrays.join(', ')})`
}

function tokenFigure(name: string): { ofShare: string; ofRun: string; ofOlder: string } {
  const ofRun = `charged_${name}_tokens`
  return { ofShare: `cost_${name}_tokens`, ofRun, ofOlder: ofRun }
}
