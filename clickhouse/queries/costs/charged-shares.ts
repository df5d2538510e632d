import { inScope } from '../../sql/scope.ts'
import { costDimensions, type ShareDimension } from './cost-dimensions.ts'

const none = 'toDecimal128(0, 12)'

/** What a share has, and a run as a whole. */
const figures = {
  amount: { ofShare: 'shares.amount', ofRun: `ifNull(cost_usd, ${none})` },
  calls: { ofShare: 'shares.calls', ofRun: 'charged_calls' },
  failed_calls: { ofShare: 'shares.failed_calls', ofRun: 'charged_failed_calls' },
  input_uncached: tokenFigure('input_uncached'),
  cache_read: tokenFigure('cache_read'),
  cache_write_5m: tokenFigure('cache_write_5m'),
  cache_write_1h: tokenFigure('cache_write_1h'),
  cache_write_other: tokenFigure('cache_write_other'),
  output: tokenFigure('output'),
  reasoning: tokenFigure('reasoning'),
  loop_amount: { ofShare: 'shares.loop_amount', ofRun: 'charged_loop_usd' },
  failed_amount: { ofShare: 'shares.failed_amount', ofRun: 'charged_failed_usd' },
  saved_amount: { ofShare: 'shares.cache_saved_amount', ofRun: 'charged_cache_saved_usd' },
  units: { ofShare: 'shares.extra_units', ofRun: "''" },
}

type ShareFigure = keyof typeof figures
const isShareFigure = (name: string): name is ShareFigure => Object.hasOwn(figures, name)
/** Units are text, which is read where it is asked for. */
const allFigures = Object.keys(figures)
  .filter(isShareFigure)
  .filter((name) => name !== 'units')

const charged = [
  'input_uncached',
  'cache_read',
  'cache_write_5m',
  'cache_write_1h',
  'cache_write_other',
  'output',
] as const satisfies ShareFigure[]
const tokens = charged.join(' + ')

/** What is counted of shares, beside amounts of money. */
export const shareCounts = ['calls', ...charged, 'reasoning'] as const

/** What a run says of itself; the engine reads those that are used. */
const runColumns = [
  'tenant',
  'feature',
  'task_type',
  'agent_version',
  'environment',
  'user_id',
  'started_at',
  'end_reason',
  'steps',
  'cost_usd',
  'cost_status',
]

export type ChargedShares = {
  /** The outer one first. */
  by: readonly ShareDimension[]
  /** A condition over `runs`. */
  where: string
  /** Figures that are needed; all numbers where left out. */
  only?: readonly ShareFigure[]
}

/**
 * Settings for reads of many arrays. By default a block is a megabyte, which is some thousand rows of them: what a block
 * costs, whatever its size, would be a third of everything.
 */
export const largeBlocks = { preferred_block_size_bytes: 0, max_block_size: 16_384 }

/**
 * A text with one row a run, or a share where a dimension is of shares; every run has at least one.
 * `key_1` and on are values of the dimensions, '' where there is none. `is_first_0` and on hold in one row of a run: of
 * all its shares, of those with that key_1, of those with that key_1 and key_2. With tags every row stands beside each
 * tag; `is_first_tag` holds beside the first. `is_known`: something of it has a price.
 */
export function chargedShares(of: ChargedShares): string {
  return of.by.some(isOfShare) ? singleShares(of) : wholeRuns(of)
}

/** What to group by: one column with a dictionary is the quickest, several of them take longer than their texts. */
export function groupKeys(count: number): string[] {
  return count < 2 ? ['key_1'] : Array.from({ length: count }, (_, index) => `toString(key_${index + 1})`)
}

export function isOfShare(dimension: ShareDimension): boolean {
  return costDimensions[dimension].of === 'share'
}

/** Of each level the lowest one whose `is_first` is the same: what is counted by it is counted alike. */
export function sameFirsts(by: readonly ShareDimension[]): number[] {
  const numbers = numbersOf(by)
  return numbers.map((number) => numbers.indexOf(number))
}

function wholeRuns({ by, where, only = allFigures }: ChargedShares): string {
  const sums = [...only.map((name) => ({ name, ofRun: figures[name].ofRun })), ...statusFigures(only)]
  const keyOf = (dimension: ShareDimension): string => aliasOf(costDimensions[dimension])
  return `
SELECT
  ${[...placeColumns(by, keyOf, () => 'true'), ...sums.map(({ name }) => name), 'is_known'].join(',\n  ')}
FROM (
  SELECT
    ${[
      ...runColumns,
      ...tagColumns(by),
      ...sums.map(({ name, ofRun }) => `${ofRun} AS ${name}`),
      'isNotNull(cost_usd) AS is_known',
    ].join(',\n    ')}
  FROM runs FINAL
  WHERE ${inScope}
    AND ${where}
)${joinedTags(by)}`
}

function singleShares({ by, where, only = allFigures }: ChargedShares): string {
  const keys = by.filter(isOfShare).map((dimension) => costDimensions[dimension].column)
  const columns = [...new Set([...keys, 'shares.status', ...only.map((name) => figures[name].ofShare)])]
  const numbers = numbersOf(by)
  const counted = [...new Set(numbers)]
  const firstOf = (depth: number): string => `one_number_${counted.indexOf(numbers[depth] ?? '')} <= 1`
  return `
SELECT
  ${[
    ...placeColumns(by, (dimension) => aliasOf(costDimensions[dimension]), firstOf),
    ...only.map((name) => `${oneOf(figures[name].ofShare)} AS ${name}`),
    ...statusFigures(only).map(({ status, sum, name }) => `if(one_status = '${status}', ${sum}, 0) AS ${name}`),
    "one_status IN ('priced', 'partial') AS is_known",
  ].join(',\n  ')}
FROM (
  SELECT
    ${[
      ...runColumns,
      ...tagColumns(by),
      ...columns.map((column) => `${column} AS all_${nameOf(column)}`),
      ...counted.map((number, index) => `${number} AS numbers_${index}`),
    ].join(',\n    ')}
  FROM runs FINAL
  WHERE ${inScope}
    AND ${where}
)
ARRAY JOIN
  ${[
    ...counted.map((_, index) => `numbers_${index} AS one_number_${index}`),
    ...columns.map((column) => `all_${nameOf(column)} AS ${oneOf(column)}`),
  ].join(',\n  ')}${joinedTags(by)}`
}

/** `shares.model` → `model` */
function nameOf(column: string): string {
  return column.slice(column.indexOf('.') + 1)
}

/** A share's own value. */
function oneOf(column: string): string {
  return `one_${nameOf(column)}`
}

function aliasOf({ of, column }: (typeof costDimensions)[ShareDimension]): string {
  return of === 'run' ? column : oneOf(column)
}

/** What both kinds of rows have in the same order: whose they are, and where they count. */
function placeColumns(
  by: readonly ShareDimension[],
  keyOf: (dimension: ShareDimension) => string,
  firstOf: (depth: number) => string,
): string[] {
  const depths = depthsOf(by)
  return [
    ...runColumns,
    // As they are stored: grouping by a column with a dictionary costs a third of grouping by text.
    ...depths.slice(1).map((depth) => {
      const dimension = by[depth - 1]
      return `${dimension === undefined ? "''" : keyOf(dimension)} AS key_${depth}`
    }),
    `${by.includes('tag') ? 'tag_number <= 1' : 'true'} AS is_first_tag`,
    ...depths.map((depth) => `${firstOf(depth)} AS is_first_${depth}`),
  ]
}

type StatusFigure = { name: string; ofRun: string; status: string; sum: string }

/** Calls without a whole price, and their tokens: sums of other figures. */
function statusFigures(only: readonly ShareFigure[]): StatusFigure[] {
  if (!['calls' as const, ...charged].every((name) => only.includes(name))) return []
  return ['unpriced', 'partial'].flatMap((status) => [
    { name: `${status}_calls`, ofRun: `charged_${status}_calls`, status, sum: 'calls' },
    { name: `${status}_tokens`, ofRun: `charged_${status}_tokens`, status, sum: tokens },
  ])
}

/** Of each level what numbers the shares of a run that have the same values down to it. */
function numbersOf(by: readonly ShareDimension[]): string[] {
  return depthsOf(by).map((depth) => {
    const keys = by.slice(0, depth).filter(isOfShare)
    const columns = keys.map((dimension) => costDimensions[dimension].column)
    return columns.length === 0 ? 'arrayEnumerate(shares.status)' : `arrayEnumerateUniq(${columns.join(', ')})`
  })
}

/** 0 is all, 1 a value of the first dimension, and so on; 2 is there in any case. */
function depthsOf(by: readonly ShareDimension[]): number[] {
  return Array.from({ length: Math.max(2, by.length) + 1 }, (_, depth) => depth)
}

function tagColumns(by: readonly ShareDimension[]): string[] {
  return by.includes('tag') ? ['tags', 'arrayEnumerate(tags) AS tag_numbers'] : []
}

function joinedTags(by: readonly ShareDimension[]): string {
  return by.includes('tag') ? '\nLEFT ARRAY JOIN tags AS one_tags, tag_numbers AS tag_number' : ''
}

function tokenFigure(name: string): { ofShare: string; ofRun: string } {
  return { ofShare: `shares.${name}_tokens`, ofRun: `charged_${name}_tokens` }
}
