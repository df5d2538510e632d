const older = "empty(cost_amounts) AND cost_status != 'none'"
const tokens = [
  'input_uncached',
  'cache_read',
  'cache_write_5m',
  'cache_write_1h',
  'cache_write_other',
  'output',
  'reasoning',
]
const charged = tokens.filter((name) => name !== 'reasoning')

/** An array that a part has no column of is one of nothing to the engine, which adds up no such thing. */
const typed = (column: string, type: string): string => `CAST(${column}, 'Array(${type})')`
const counts = (name: string): string => typed(`cost_${name}`, name.endsWith('_tokens') ? 'UInt64' : 'UInt32')
const amounts = (name: string): string => typed(`cost_${name}`, 'Decimal(38, 12)')
const statuses = typed('cost_statuses', 'String')

/** Of a run without shares ← the run's own figure. */
const or = (ofRun: string, ofShares: string): string => `if(${older}, ${ofRun}, ${ofShares})`
const sumOf = (name: string): string => `arraySum(${counts(name)})`
const whereStatus = (status: string, names: readonly string[]): string =>
  names
    .map((name) => `arraySum((status, count) -> if(status = '${status}', count, 0), ${statuses}, ${counts(name)})`)
    .join(' + ')
const tokensOfRun = charged.map((name) => `ifNull(${name}_tokens, 0)`).join(' + ')
const tokenArrays = charged.map((name) => `${name}_tokens`)
const ofStatus = (status: string, ofRun: string, names: readonly string[]): string =>
  or(`if(cost_status = '${status}', ${ofRun}, 0)`, whereStatus(status, names))

/** Column → its type, and what it is of the same row. */
const columns: Record<string, [type: string, expression: string]> = {
  charged_calls: ['UInt32', or('llm_calls', sumOf('calls'))],
  charged_failed_calls: ['UInt32', or('failed_llm_calls', sumOf('failed_calls'))],
  ...Object.fromEntries(
    tokens.map((name) => [
      `charged_${name}_tokens`,
      ['UInt64', or(`ifNull(${name}_tokens, 0)`, sumOf(`${name}_tokens`))],
    ]),
  ),
  charged_unpriced_calls: ['UInt32', ofStatus('unpriced', 'llm_calls', ['calls'])],
  charged_unpriced_tokens: ['UInt64', ofStatus('unpriced', tokensOfRun, tokenArrays)],
  charged_partial_calls: ['UInt32', ofStatus('partial', 'llm_calls', ['calls'])],
  charged_partial_tokens: ['UInt64', ofStatus('partial', tokensOfRun, tokenArrays)],
  charged_loop_usd: ['Decimal(38, 12)', `arraySum(${amounts('loop_amounts')})`],
  charged_failed_usd: ['Decimal(38, 12)', `arraySum(${amounts('failed_amounts')})`],
  charged_cache_saved_usd: ['Decimal(38, 12)', `arraySum(${amounts('cache_saved_amounts')})`],
}

/** The same sums as of 014, in words that the engine takes of parts from before 013 too. */
export const olderChargesMigration = {
  id: '018-older-charges',
  statements: [
    `ALTER TABLE runs {on_cluster}\n  ${Object.entries(columns)
      .map(([name, [type, expression]]) => `MODIFY COLUMN IF EXISTS ${name} ${type} MATERIALIZED ${expression}`)
      .join(',\n  ')}`,
  ],
}
