const decimal = 'Decimal(38, 12)'
const names = ['agents', 'providers', 'models', 'tools', 'kinds', 'statuses']
const tokens = [
  'input_uncached_tokens',
  'cache_read_tokens',
  'cache_write_5m_tokens',
  'cache_write_1h_tokens',
  'cache_write_other_tokens',
  'output_tokens',
  'reasoning_tokens',
]

/** An array that a part has no column of is one of nothing to the engine: it has to be told its type. */
const typed = (column: string, type: string): string => `CAST(${column}, 'Array(${type})')`
const hasNone = `empty(${typed('cost_amounts', decimal)})`
/** Of a run without shares: all that it says of itself, or nothing where nothing of it was to be priced. */
const unlessNothing = (ofRun: string): string => `if(cost_status = 'none', 0, ${ofRun})`

type Share = { name: string; type: string; codec: string; before: string; ofRun: string }

const ofType = (type: string, codec: string, list: readonly [name: string, before: string, ofRun: string][]): Share[] =>
  list.map(([name, before, ofRun]) => ({ name, type, codec, before: `cost_${before}`, ofRun }))

const shares: Share[] = [
  ...ofType(
    'LowCardinality(String)',
    '',
    names.map((name) => [
      name === 'statuses' ? 'status' : name.slice(0, -1),
      name,
      name === 'statuses' ? 'toString(cost_status)' : "''",
    ]),
  ),
  ...ofType('UInt32', 'T64, LZ4', [
    ['calls', 'calls', unlessNothing('llm_calls')],
    ['failed_calls', 'failed_calls', unlessNothing('failed_llm_calls')],
  ]),
  ...ofType(
    'UInt64',
    'T64, LZ4',
    tokens.map((name) => [name, name, unlessNothing(`ifNull(${name}, 0)`)]),
  ),
  ...ofType('String', 'ZSTD(1)', [['extra_units', 'extra_units', "''"]]),
  ...ofType(decimal, 'LZ4', [
    ['amount', 'amounts', `ifNull(cost_usd, toDecimal128(0, 12))`],
    ['failed_amount', 'failed_amounts', 'toDecimal128(0, 12)'],
    ['loop_amount', 'loop_amounts', 'toDecimal128(0, 12)'],
    ['cache_saved_amount', 'cache_saved_amounts', 'toDecimal128(0, 12)'],
  ]),
]

const valueType = (type: string): string => (type.startsWith('LowCardinality') ? 'String' : type)
const shareColumn = ({ name, type, codec, before, ofRun }: Share): string =>
  `ADD COLUMN IF NOT EXISTS shares.${name} Array(${type}) DEFAULT if(${hasNone}, ${typed(`[${ofRun}]`, valueType(type))}, ${typed(before, valueType(type))})${codec === '' ? '' : ` CODEC(${codec})`}`

/** Of a run without shares ← the run's own figure. */
const older = `${hasNone} AND cost_status != 'none'`
const or = (ofRun: string, ofShares: string): string => `if(${older}, ${ofRun}, ${ofShares})`
const arrayOf = (name: string): string => typed(`cost_${name}`, name.endsWith('_tokens') ? 'UInt64' : 'UInt32')
const sumOf = (name: string): string => `arraySum(${arrayOf(name)})`
const sumOfAmounts = (name: string): string => `arraySum(${typed(`cost_${name}`, decimal)})`
const statuses = typed('cost_statuses', 'String')
const whereStatus = (status: string, of: readonly string[]): string =>
  of
    .map((name) => `arraySum((status, count) -> if(status = '${status}', count, 0), ${statuses}, ${arrayOf(name)})`)
    .join(' + ')
const chargedTokens = tokens.filter((name) => name !== 'reasoning_tokens')
const tokensOfRun = chargedTokens.map((name) => `ifNull(${name}, 0)`).join(' + ')
const ofStatus = (status: string, ofRun: string, of: readonly string[]): string =>
  or(`if(cost_status = '${status}', ${ofRun}, 0)`, whereStatus(status, of))

/** What all shares of a run add up to: column → its type, its codec, and what it is in rows of before. */
const charged: [name: string, type: string, codec: string, before: string][] = [
  ['calls', 'UInt32', 'T64, LZ4', or('llm_calls', sumOf('calls'))],
  ['failed_calls', 'UInt32', 'T64, LZ4', or('failed_llm_calls', sumOf('failed_calls'))],
  ...tokens.map((name): [string, string, string, string] => [
    name,
    'UInt64',
    'T64, LZ4',
    or(`ifNull(${name}, 0)`, sumOf(name)),
  ]),
  ...['unpriced', 'partial'].flatMap((status): [string, string, string, string][] => [
    [`${status}_calls`, 'UInt32', 'T64, LZ4', ofStatus(status, 'llm_calls', ['calls'])],
    [`${status}_tokens`, 'UInt64', 'T64, LZ4', ofStatus(status, tokensOfRun, chargedTokens)],
  ]),
  ['loop_usd', decimal, 'LZ4', sumOfAmounts('loop_amounts')],
  ['failed_usd', decimal, 'LZ4', sumOfAmounts('failed_amounts')],
  ['cache_saved_usd', decimal, 'LZ4', sumOfAmounts('cache_saved_amounts')],
]

/**
 * The shares of a run's cost as one nested column: how many there are is read once, not with each of twenty arrays.
 * Every run has at least one, so that no sum has to look for runs without: one whose status is `none` where nothing was
 * to be priced, and one of all that is known of a run from before there were shares. The arrays of before (013, 016,
 * 019) stay for the parts that have them. Sums (014, 018) come with the row from now on, because the engine computes no
 * column of nested ones that it has to compute at the same time.
 */
export const nestedSharesMigration = {
  id: '020-nested-shares',
  statements: [
    `ALTER TABLE runs {on_cluster}\n  ${shares.map(shareColumn).join(',\n  ')}`,
    `ALTER TABLE runs {on_cluster}\n  ${charged
      .map(
        ([name, type, codec, before]) =>
          `MODIFY COLUMN IF EXISTS charged_${name} ${type} DEFAULT ${before} CODEC(${codec})`,
      )
      .join(',\n  ')}`,
    `ALTER TABLE runs {on_cluster}\n  ${shares.map(({ name }) => `MATERIALIZE COLUMN shares.${name}`).join(',\n  ')}`,
  ],
}
